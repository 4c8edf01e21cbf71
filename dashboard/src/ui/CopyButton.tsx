import { useEffect, useState } from 'react';
import IconButton from '@mui/material/IconButton';
import { Icon } from './Icon';

const SHOWN_MS = 1_500;

/** Copies a text; the icon says that it did. */
export const CopyButton = ({ text, label }: { text: string; label: string }) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <IconButton
      size="small"
      color="inherit"
      aria-label={copied ? 'Copied' : label}
      title={label}
      onClick={copy}
    >
      <Icon name={copied ? 'tick' : 'copy'} size={14} />
    </IconButton>
  );
};
