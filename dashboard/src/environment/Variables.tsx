import { useState } from 'react';
import IconButton from '@mui/material/IconButton';
import type { VariableRowFragment } from '../gql/graphql';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { Icon } from '../ui/Icon';
import { Section } from '../ui/Section';
import { Ago } from '../ui/Times';
import { useToasts } from '../ui/Toasts';
import styles from './environment.module.css';
import { useDeleteVariable } from './use-delete-variable';
import { VariableForm } from './VariableForm';

interface VariablesProps {
  environmentId: string;
  variables: readonly VariableRowFragment[];
}

/** What commands find in their environment. A secret's value is never shown again. */
export const Variables = ({ environmentId, variables }: VariablesProps) => {
  const remove = useDeleteVariable();
  const { complain } = useToasts();
  const [deleting, setDeleting] = useState<string>();
  return (
    <Section
      title="Variables and secrets"
      about="Commands of every deployment find them in their environment. A secret is kept apart, never shown again, and masked in the log."
    >
      {variables.length === 0 ? (
        <p className="dim">None yet. Commands get only what Trellis sets itself. Add one below.</p>
      ) : (
        <ul className={styles.variables}>
          {variables.map((variable) => (
            <li key={variable.name}>
              <code className="clip" title={variable.name}>
                {variable.name}
              </code>
              <span className="clip mono dim" title={variable.secret ? 'A secret' : (variable.value ?? '')}>
                {variable.secret ? '••••••' : variable.value}
              </span>
              <span className={`dim ${styles.changed}`}>
                {variable.updatedBy} · <Ago iso={variable.updatedAt} />
              </span>
              <IconButton
                size="small"
                color="inherit"
                aria-label={`Delete ${variable.name}`}
                onClick={() => setDeleting(variable.name)}
              >
                <Icon name="trash" size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <VariableForm environmentId={environmentId} />
      {deleting !== undefined && (
        <ConfirmDialog
          title={`Delete ${deleting}?`}
          confirm={`Delete ${deleting}`}
          keep={`Keep ${deleting}`}
          destructive
          onConfirm={() => void remove(environmentId, deleting).catch(complain)}
          onClose={() => setDeleting(undefined)}
        >
          The next deployment runs without it. What is deployed now keeps it.
        </ConfirmDialog>
      )}
    </Section>
  );
};
