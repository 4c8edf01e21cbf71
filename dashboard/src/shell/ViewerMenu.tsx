import { lazy, Suspense, useId, useState } from 'react';
import { useSession } from '../session/use-session';
import { Avatar } from '../ui/Person';
import styles from './shell.module.css';

const ViewerMenuItems = lazy(() => import('./ViewerMenuItems'));

/** Who is signed in, the theme, and the way out. */
export const ViewerMenu = () => {
  const { session, state } = useSession();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [opened, setOpened] = useState(false);
  const menuId = useId();
  if (state.status !== 'signed-in') return null;
  const { name } = state.viewer;
  return (
    <>
      <button
        type="button"
        className={styles.viewer}
        aria-label={`Menu of ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        onClick={(event) => {
          setOpened(true);
          setAnchor(event.currentTarget);
        }}
      >
        <Avatar name={name} size={26} />
      </button>
      {opened && (
        <Suspense>
          <ViewerMenuItems
            id={menuId}
            anchor={anchor}
            name={name}
            onClose={() => setAnchor(null)}
            onSignOut={() => void session.signOut()}
          />
        </Suspense>
      )}
    </>
  );
};
