import { ConfirmDialog } from '../ui/ConfirmDialog';

interface AskProps {
  name: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says what a rollback brings back and what it pauses. */
export const RollbackDialog = ({
  name,
  target,
  automatic,
  ...rest
}: AskProps & { target: string | undefined; automatic: boolean }) => (
  <ConfirmDialog
    title={`Roll ${name} back?`}
    confirm={`Roll back ${name}`}
    keep="Keep what is live"
    {...rest}
  >
    <p>
      {name} returns to {target ?? 'what was live before'}. What is live now stays in the list and can be
      deployed again.
    </p>
    {automatic && (
      <p className="dim" style={{ marginTop: 8 }}>
        Pushes stop deploying to {name} until you resume them in its settings.
      </p>
    )}
  </ConfirmDialog>
);

/** Says what a teardown removes; a protected environment wants its name typed. */
export const TeardownDialog = ({ name, guarded, ...rest }: AskProps & { guarded: boolean }) => (
  <ConfirmDialog
    title={`Tear ${name} down?`}
    confirm={`Tear down ${name}`}
    keep={`Keep ${name}`}
    typeName={guarded ? name : undefined}
    destructive
    {...rest}
  >
    Everything that {name} has deployed is removed by the remove command, data stores included where they
    belong to it. The environment and its settings stay.
  </ConfirmDialog>
);
