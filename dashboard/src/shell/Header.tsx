import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../routes';
import { Logo } from '../ui/Icon';
import { useAllCrumbs } from './crumbs';
import { useShortcut } from './shortcuts';
import styles from './shell.module.css';
import { ViewerMenu } from './ViewerMenu';

const ShortcutsDialog = lazy(() => import('./ShortcutsDialog'));

/** Logo, place and person. */
export const Header = () => {
  const crumbs = [{ label: 'Apps', to: paths.home }, ...useAllCrumbs()];
  const [showKeys, setShowKeys] = useState(false);
  useShortcut('?', 'Show keyboard shortcuts', () => setShowKeys(true));
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <Link to={paths.home} className={styles.logo} aria-label="Trellis">
        <Logo />
        <span className={styles.logoText}>Trellis</span>
      </Link>
      <nav aria-label="Breadcrumbs" className={styles.crumbs}>
        <ol>
          {crumbs.map((crumb, index) => (
            <li key={crumb.label + index} className="clip">
              {crumb.to && index < crumbs.length - 1 ? (
                <Link to={crumb.to}>{crumb.label}</Link>
              ) : (
                <span aria-current="page">{crumb.label}</span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <button
        type="button"
        className={styles.keys}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => setShowKeys(true)}
      >
        ?
      </button>
      <ViewerMenu />
      {showKeys && (
        <Suspense>
          <ShortcutsDialog onClose={() => setShowKeys(false)} />
        </Suspense>
      )}
    </header>
  );
};
