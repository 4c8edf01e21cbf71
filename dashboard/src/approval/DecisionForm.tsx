import { useState } from 'react';
import { useQuery } from '@apollo/client/react';
import TextField from '@mui/material/TextField';
import { fieldProblem, problemOf, type Problem } from '../api/errors';
import type { ApprovalFactsFragment, LiveDeploymentFragment } from '../gql/graphql';
import { ActionButton } from '../ui/ActionButton';
import { ProblemNotice } from '../ui/Notice';
import styles from './approval.module.css';
import { useDecide, type Decision } from './use-decide';
import { viewerQuery } from './viewer-query';
import { refusalToApprove, refusalToDecide } from './words';

interface DecisionFormProps {
  deployment: LiveDeploymentFragment;
  approval: ApprovalFactsFragment;
}

/** A yes or a no, with an optional reason; who may not decide reads why. */
export const DecisionForm = ({ deployment, approval }: DecisionFormProps) => {
  const { data } = useQuery(viewerQuery);
  const decide = useDecide();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const viewer = data?.viewer;
  const refusal = viewer && refusalToDecide(deployment, viewer);
  const settled = viewer && refusalToApprove(approval, viewer.id);
  const ofReason = fieldProblem(problem, 'reason');
  const send = (decision: Decision): void => {
    setBusy(true);
    setProblem(undefined);
    decide(decision, { deploymentId: deployment.id, reason: reason.trim() || null })
      .then(() => setReason(''))
      .catch((thrown: unknown) => setProblem(problemOf(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.form}>
      {refusal ? (
        <p className={styles.refusal}>
          <strong>{refusal.message}</strong> {refusal.nextStep}
        </p>
      ) : (
        <TextField
          label="Reason (optional)"
          value={reason}
          error={ofReason !== undefined}
          helperText={ofReason ?? 'Kept with your decision, for everyone to read.'}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {problem && ofReason === undefined && <ProblemNotice problem={problem} />}
      <div className={styles.buttons}>
        <ActionButton
          variant="contained"
          color="primary"
          busy={busy || !viewer}
          refusal={refusal?.message ?? settled}
          onClick={() => send('approve')}
        >
          Approve
        </ActionButton>
        <ActionButton
          color="error"
          busy={busy || !viewer}
          refusal={refusal?.message}
          onClick={() => send('reject')}
        >
          Reject
        </ActionButton>
        {settled && !refusal && <span className="dim">{settled}</span>}
      </div>
    </div>
  );
};
