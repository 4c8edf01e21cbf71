import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import { Link } from 'react-router';
import { paths } from '../routes';
import { Icon } from '../ui/Icon';
import styles from './shell.module.css';

const modes = [
  ['system', 'Theme of the system'],
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
] as const;

interface ViewerMenuItemsProps {
  id: string;
  anchor: HTMLElement | null;
  name: string;
  onClose: () => void;
  onSignOut: () => void;
}

/** What opens below the face: loaded when it is first opened. */
const ViewerMenuItems = ({ id, anchor, name, onClose, onSignOut }: ViewerMenuItemsProps) => {
  const { mode, setMode } = useColorScheme();
  return (
    <Menu id={id} anchorEl={anchor} open={anchor !== null} onClose={onClose}>
      <li className={styles.menuHead} role="presentation">
        Signed in as <strong>{name}</strong>
      </li>
      <MenuItem component={Link} to={paths.github} onClick={onClose}>
        <span className={styles.menuMark} />
        GitHub
      </MenuItem>
      {modes.map(([value, label]) => (
        <MenuItem
          key={value}
          role="menuitemradio"
          aria-checked={mode === value}
          onClick={() => {
            setMode(value);
            onClose();
          }}
        >
          <span className={styles.menuMark}>{mode === value && <Icon name="tick" size={13} />}</span>
          {label}
        </MenuItem>
      ))}
      <MenuItem
        className={styles.menuLast}
        onClick={() => {
          onClose();
          onSignOut();
        }}
      >
        <span className={styles.menuMark} />
        Sign out
      </MenuItem>
    </Menu>
  );
};

export default ViewerMenuItems;
