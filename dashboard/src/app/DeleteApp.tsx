import { useState } from 'react';
import { useNavigate } from 'react-router';
import { problemOf, type Problem } from '../api/errors';
import type { LiveEnvironmentFragment, PipelineAppFragment } from '../gql/graphql';
import { paths } from '../routes';
import { ActionButton } from '../ui/ActionButton';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { ProblemNotice } from '../ui/Notice';
import { Section } from '../ui/Section';
import { useDeleteApp } from './use-delete-app';

interface DeleteAppProps {
  app: PipelineAppFragment;
  environments: readonly LiveEnvironmentFragment[];
}

const refusalFor = (environments: readonly LiveEnvironmentFragment[]): string | undefined => {
  const busy = environments.filter(
    (environment) => environment.active ?? environment.queued ?? environment.awaiting,
  );
  if (busy.length > 0)
    return `Something runs or waits in ${busy.map(({ name }) => name).join(', ')}. Wait or cancel it.`;
  const live = environments.filter((environment) => environment.live);
  return live.length > 0 ? `Tear down ${live.map(({ name }) => name).join(', ')} first.` : undefined;
};

/** Forgets an app; refused while anything of it is deployed or runs. */
export const DeleteApp = ({ app, environments }: DeleteAppProps) => {
  const remove = useDeleteApp();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return (
    <Section title="Delete" about="Trellis forgets the app. The repository stays as it is.">
      {problem && <ProblemNotice problem={problem} />}
      <div>
        <ActionButton color="error" refusal={refusalFor(environments)} onClick={() => setAsking(true)}>
          Delete {app.name}
        </ActionButton>
      </div>
      {asking && (
        <ConfirmDialog
          title={`Delete ${app.name}?`}
          confirm={`Delete ${app.name}`}
          keep={`Keep ${app.name}`}
          typeName={app.name}
          destructive
          onClose={() => setAsking(false)}
          onConfirm={() => {
            remove(app.id)
              .then(() => navigate(paths.home))
              .catch((thrown: unknown) => setProblem(problemOf(thrown)));
          }}
        >
          Its environments, settings, variables, secrets and list of deployments are gone for good.
        </ConfirmDialog>
      )}
    </Section>
  );
};
