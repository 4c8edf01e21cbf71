/** A button that stays reachable when it is not allowed, so that it can say why. */
import { useId, type ReactNode } from 'react';
import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';

interface ActionButtonProps {
  children: ReactNode;
  onClick: () => void;
  /** Why it cannot be used now; absent when it can. */
  refusal?: string | undefined;
  busy?: boolean;
  variant?: ButtonProps['variant'];
  color?: ButtonProps['color'];
  label?: string;
}

const off = {
  cursor: 'not-allowed',
  color: 'var(--tr-palette-idle) !important',
  backgroundColor: 'var(--tr-palette-soft) !important',
  borderColor: 'transparent !important',
  fontWeight: 500,
};

export const ActionButton = ({
  children,
  onClick,
  refusal,
  busy = false,
  variant,
  color,
  label,
}: ActionButtonProps) => {
  const reasonId = useId();
  const usable = refusal === undefined && !busy;
  // One tree whether it may be used or not: a button that is refused while it has the focus keeps it.
  return (
    <>
      <Tooltip title={refusal ?? ''} describeChild={false}>
        <Button
          {...(variant ? { variant } : {})}
          {...(color ? { color } : {})}
          aria-label={label}
          aria-disabled={!usable}
          aria-describedby={refusal ? reasonId : undefined}
          onClick={() => {
            if (usable) onClick();
          }}
          sx={usable ? {} : off}
        >
          {children}
        </Button>
      </Tooltip>
      {refusal && (
        <span id={reasonId} className="sr-only">
          {refusal}
        </span>
      )}
    </>
  );
};
