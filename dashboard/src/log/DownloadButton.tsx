import Button from '@mui/material/Button';
import { count } from '../format/text';
import styles from './log.module.css';
import type { Download } from './use-download';

interface DownloadButtonProps {
  download: Download;
  /** Lines of the whole log, as far as they are known. */
  total: number;
}

/** Saves the whole log; while that goes on it shows how far it is, and the same button stops it. */
export const DownloadButton = ({ download: { lines, start, cancel }, total }: DownloadButtonProps) => {
  const isRunning = lines !== undefined;
  return (
    <>
      <Button
        variant="text"
        title={isRunning ? 'Stop the download' : 'Save the whole log as a file'}
        onClick={isRunning ? cancel : start}
      >
        {isRunning ? 'Cancel download' : 'Download'}
      </Button>
      {isRunning && (
        <progress
          className={styles.progress}
          aria-label="Download of the log"
          aria-valuetext={`${count(lines, 'line')} of ${total.toLocaleString('en')}`}
          value={Math.min(lines, total)}
          max={Math.max(1, total)}
        />
      )}
    </>
  );
};
