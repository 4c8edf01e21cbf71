import { isHttpUrl, shortUrl } from '../format/text';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { CopyButton } from '../ui/CopyButton';
import { Icon } from '../ui/Icon';
import styles from './deployment.module.css';

/** What the deploy command gave: addresses as links, everything to copy. */
export const Outputs = ({ outputs }: { outputs: LiveDeploymentFragment['outputs'] }) =>
  outputs.length === 0 ? null : (
    <section aria-labelledby="outputs" className={`card ${styles.outputs}`}>
      <h2 id="outputs">Outputs</h2>
      <dl>
        {outputs.map(({ name, value }) => (
          <div key={name}>
            <dt className="dim clip" title={name}>
              {name}
            </dt>
            <dd>
              {isHttpUrl(value) ? (
                <a href={value} target="_blank" rel="noopener noreferrer" title={value}>
                  <span className="clip">{shortUrl(value)}</span>
                  <Icon name="external" size={12} />
                </a>
              ) : (
                <span className="clip mono" title={value}>
                  {value}
                </span>
              )}
              <CopyButton text={value} label={`Copy ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
