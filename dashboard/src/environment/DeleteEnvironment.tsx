import { useState } from 'react';
import { useNavigate } from 'react-router';
import { problemOf, type Problem } from '../api/errors';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { ActionButton } from '../ui/ActionButton';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { ProblemNotice } from '../ui/Notice';
import { Section } from '../ui/Section';
import { useDeleteEnvironment } from './use-delete-environment';

interface DeleteEnvironmentProps {
  appName: string;
  environment: LiveEnvironmentFragment;
}

const refusalFor = ({
  live,
  active,
  queued,
  awaiting,
  name,
}: LiveEnvironmentFragment): string | undefined => {
  if (active ?? queued ?? awaiting)
    return `A deployment is running or waiting in ${name}. Wait for it to end or cancel it.`;
  return live ? `${name} is deployed. Tear it down first.` : undefined;
};

/** Forgets the environment; refused while anything of it is deployed or runs. */
export const DeleteEnvironment = ({ appName, environment }: DeleteEnvironmentProps) => {
  const remove = useDeleteEnvironment();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { id, name } = environment;
  return (
    <Section title="Delete" about="Forgets the environment with its settings, variables and secrets.">
      {problem && <ProblemNotice problem={problem} />}
      <div>
        <ActionButton color="error" refusal={refusalFor(environment)} onClick={() => setAsking(true)}>
          Delete {name}
        </ActionButton>
      </div>
      {asking && (
        <ConfirmDialog
          title={`Delete ${name}?`}
          confirm={`Delete ${name}`}
          keep={`Keep ${name}`}
          typeName={name}
          destructive
          onClose={() => setAsking(false)}
          onConfirm={() => {
            remove(id)
              .then(() => navigate(paths.app(appName)))
              .catch((thrown: unknown) => setProblem(problemOf(thrown)));
          }}
        >
          Its settings, variables and secrets are gone for good. Its deployments stay in the activity of{' '}
          {appName}.
        </ConfirmDialog>
      )}
    </Section>
  );
};
