import { useId, useState } from 'react';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import { useSession } from '../session/use-session';
import { Icon } from '../ui/Icon';
import { Avatar } from '../ui/Person';
import styles from './shell.module.css';

const modes = [
  ['system', 'Theme of the system'],
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
] as const;

/** Who is signed in, the theme, and the way out. */
export const ViewerMenu = () => {
  const { session, state } = useSession();
  const { mode, setMode } = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  if (state.status !== 'signed-in') return null;
  const { name } = state.viewer;
  const close = (): void => setAnchor(null);
  return (
    <>
      <button
        type="button"
        className={styles.viewer}
        aria-label={`Menu of ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar name={name} size={26} />
      </button>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={close}>
        <li className={styles.menuHead} role="presentation">
          Signed in as <strong>{name}</strong>
        </li>
        {modes.map(([value, label]) => (
          <MenuItem
            key={value}
            role="menuitemradio"
            aria-checked={mode === value}
            onClick={() => {
              setMode(value);
              close();
            }}
          >
            <span className={styles.menuMark}>{mode === value && <Icon name="tick" size={13} />}</span>
            {label}
          </MenuItem>
        ))}
        <MenuItem
          className={styles.menuLast}
          onClick={() => {
            close();
            void session.signOut();
          }}
        >
          <span className={styles.menuMark} />
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
};
