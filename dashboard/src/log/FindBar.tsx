import { useEffect, useRef } from 'react';
import IconButton from '@mui/material/IconButton';
import { Icon } from '../ui/Icon';
import { MOST_HITS } from './find';
import styles from './log.module.css';
import type { Find } from './use-find';

const counted = ({ query, total, index }: Find): string => {
  if (query === '') return '';
  if (total === 0) return 'Not found';
  return `${index + 1} of ${total === MOST_HITS ? `${MOST_HITS.toLocaleString('en')}+` : total}`;
};

/** The field that finds: Enter goes on, Shift and Enter back, Escape closes. */
export const FindBar = ({ find }: { find: Find }) => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className={styles.find} role="search">
      <Icon name="search" size={14} />
      <input
        ref={field}
        aria-label="Find in the log"
        placeholder="Find in the log"
        spellCheck={false}
        value={find.query}
        onChange={(event) => find.setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            find.step(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            find.setOpen(false);
          }
        }}
      />
      <span className="dim numbers" role="status">
        {counted(find)}
      </span>
      <IconButton size="small" color="inherit" aria-label="Previous hit" onClick={() => find.step(-1)}>
        <span className={styles.up}>
          <Icon name="down" size={13} />
        </span>
      </IconButton>
      <IconButton size="small" color="inherit" aria-label="Next hit" onClick={() => find.step(1)}>
        <Icon name="down" size={13} />
      </IconButton>
      <IconButton size="small" color="inherit" aria-label="Close find" onClick={() => find.setOpen(false)}>
        <Icon name="close" size={13} />
      </IconButton>
    </div>
  );
};
