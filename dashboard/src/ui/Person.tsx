import { hueOf, initials } from '../format/text';
import styles from './ui.module.css';

/** A person's face: initials on a colour that is theirs. */
export const Avatar = ({ name, size = 18 }: { name: string; size?: number }) => (
  <span
    aria-hidden="true"
    className={styles.avatar}
    style={{
      width: size,
      height: size,
      fontSize: Math.max(8, size * 0.42),
      background: `linear-gradient(135deg, hsl(${hueOf(name)} 32% 46%), hsl(${hueOf(name) + 24} 38% 30%))`,
    }}
    data-initials={initials(name)}
  />
);

/** Face and name. */
export const Person = ({ name }: { name: string }) => (
  <span className={styles.person} title={name}>
    <Avatar name={name} />
    <span className="clip">{name}</span>
  </span>
);
