import { useQuery } from '@apollo/client/react';
import { targetCommand, targetRoleName, TEMPLATE_FILE } from '../../../core/target-command';
import templateUrl from '../../../infra/target-account/template.yaml?url';
import { problemOf } from '../api/errors';
import { CopyButton } from '../ui/CopyButton';
import { ProblemNotice } from '../ui/Notice';
import styles from './target.module.css';
import { targetPrincipalQuery } from './target-query';

interface TargetSetupProps {
  appName: string;
  environmentName: string;
  externalId: string;
  region: string | null;
}

/** What to run in the account, once, so that it lets Trellis in. */
export const TargetSetup = ({ appName, environmentName, externalId, region }: TargetSetupProps) => {
  const { data, error } = useQuery(targetPrincipalQuery);
  const roleName = targetRoleName(appName, environmentName);
  const principalArn = data?.targetPrincipal.arn;
  const command =
    principalArn === undefined ? undefined : targetCommand({ roleName, externalId, principalArn, region });
  return (
    <div className={styles.setup}>
      <p>
        Save{' '}
        <a href={templateUrl} download={TEMPLATE_FILE}>
          the template
        </a>
        , then run this beside it with the AWS CLI of that account. It makes the role <code>{roleName}</code>,
        which trusts this Trellis and this environment alone.
      </p>
      {error && <ProblemNotice problem={problemOf(error)} />}
      {command !== undefined && (
        <div className={styles.command}>
          <pre>
            <code>{command}</code>
          </pre>
          <CopyButton text={command} label="Copy the command" />
        </div>
      )}
      <dl className={styles.facts}>
        <dt>External id</dt>
        <dd>
          <code>{externalId}</code>
          <CopyButton text={externalId} label="Copy the external id" />
        </dd>
        {principalArn !== undefined && (
          <>
            <dt>Trusts</dt>
            <dd>
              <code>{principalArn}</code>
              <CopyButton text={principalArn} label="Copy whom it trusts" />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
};
