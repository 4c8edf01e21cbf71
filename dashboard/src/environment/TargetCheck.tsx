import { useState } from 'react';
import { problemOf, type Problem } from '../api/errors';
import type { CheckTargetMutation } from '../gql/graphql';
import { useRefusal } from '../session/use-permission';
import { ActionButton } from '../ui/ActionButton';
import { Icon } from '../ui/Icon';
import { ProblemNotice } from '../ui/Notice';
import styles from './target.module.css';
import { useCheckTarget } from './use-check-target';

/** Tries the way into the account, and says where it leads. */
export const TargetCheck = ({ environmentId }: { environmentId: string }) => {
  const check = useCheckTarget();
  const refusal = useRefusal('configure');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<CheckTargetMutation['checkTarget']>();
  const [problem, setProblem] = useState<Problem>();
  const run = (): void => {
    setBusy(true);
    setAnswer(undefined);
    setProblem(undefined);
    check(environmentId)
      .then(setAnswer)
      .catch((thrown: unknown) => setProblem(problemOf(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.check}>
      <div>
        <ActionButton onClick={run} busy={busy} refusal={refusal}>
          {busy ? 'Checking…' : 'Check access'}
        </ActionButton>
      </div>
      <div role="status">
        {answer && (
          <p className={styles.answer}>
            <Icon name="tick" />
            <span>
              Trellis gets into account <strong className="mono">{answer.accountId}</strong> as{' '}
              <code>{answer.arn}</code>
            </span>
          </p>
        )}
      </div>
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
};
