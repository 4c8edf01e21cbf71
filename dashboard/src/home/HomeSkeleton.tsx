import { Skeleton } from '../ui/Page';
import styles from './home.module.css';

/** The shape of the page before its first answer. */
export const HomeSkeleton = () => (
  <div className={`card ${styles.table}`} aria-busy="true" aria-label="Loading apps">
    {[0, 1, 2].map((row) => (
      <div key={row} className={styles.row}>
        <div className={styles.app}>
          <Skeleton width={130} />
        </div>
        <div className={styles.cells}>
          {[0, 1, 2].map((cell) => (
            <div key={cell} className={styles.cell} style={{ display: 'grid', gap: 7 }}>
              <Skeleton width={90} height={12} />
              <Skeleton width={180} height={12} />
              <Skeleton width={120} height={12} />
            </div>
          ))}
        </div>
        <div className={styles.history} />
      </div>
    ))}
  </div>
);
