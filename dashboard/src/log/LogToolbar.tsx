import { useEffect, useState } from 'react';
import Button from '@mui/material/Button';
import { count } from '../format/text';
import { Icon } from '../ui/Icon';
import { DownloadButton } from './DownloadButton';
import styles from './log.module.css';
import { nextTimes, usePreferences, type Times } from './preferences';
import type { Download } from './use-download';

const timesWords: Record<Times, string> = { off: 'Time', elapsed: 'Time: elapsed', clock: 'Time: clock' };
const COPIED_MS = 1_500;

interface LogToolbarProps {
  /** Lines that are here. */
  lines: number;
  download: Download;
  following: boolean;
  /** False when the log has ended: there is nothing to follow. */
  live: boolean;
  onFind: () => void;
  onFollow: () => void;
  onRaw: () => void;
  copyText: () => string;
}

/** What can be done with the log. */
export const LogToolbar = (props: LogToolbarProps) => {
  const { lines, download, following, live, onFind, onFollow, onRaw, copyText } = props;
  const [{ wrap, times }, change] = usePreferences();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className={styles.toolbar}>
      <h2 id="log-title">Log</h2>
      <span className="dim numbers">{count(lines, 'line')}</span>
      <div role="toolbar" aria-label="Log" aria-controls="log" className={styles.tools}>
        <Button variant="text" title="Find in the log (/)" onClick={onFind}>
          Find
        </Button>
        <Button
          variant="text"
          title="Wrap long lines (w)"
          aria-pressed={wrap}
          onClick={() => change({ wrap: !wrap })}
        >
          Wrap
        </Button>
        <Button
          variant="text"
          title="Show times (t)"
          aria-pressed={times !== 'off'}
          onClick={() => change({ times: nextTimes[times] })}
        >
          {timesWords[times]}
        </Button>
        <Button
          variant="text"
          title="Copy the log, or the chosen lines"
          onClick={() => void navigator.clipboard.writeText(copyText()).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button variant="text" title="Open the text alone" onClick={onRaw}>
          Raw
        </Button>
        <DownloadButton download={download} total={lines} />
        {live && (
          <Button title="Follow the end of the log (f)" aria-pressed={following} onClick={onFollow}>
            {following ? 'Following' : 'Follow'}
            <span className={styles.followArrow}>
              <Icon name="down" size={13} />
            </span>
          </Button>
        )}
      </div>
    </div>
  );
};
