import TextField from '@mui/material/TextField';

interface TokenFieldProps {
  /** The address that it opens; only one that starts with https:// takes a token. */
  repository: string;
  value: string;
  /** True when one is kept already. */
  kept?: boolean;
  onChange: (token: string) => void;
}

/** Loopback addresses may go without the s. */
const takesToken = (repository: string): boolean => /^https?:\/\//i.test(repository.trim());

/** The access token of a repository that is not public; nothing where the address takes none. */
export const TokenField = ({ repository, value, kept = false, onChange }: TokenFieldProps) =>
  takesToken(repository) ? (
    <TextField
      label="Access token"
      type="password"
      value={value}
      helperText={
        kept
          ? 'One is kept. A new one takes its place; it is never shown.'
          : 'For a repository that is not public. Kept in the secret store, never shown.'
      }
      slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : null;
