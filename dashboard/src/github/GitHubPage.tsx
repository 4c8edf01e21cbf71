/** GitHub: connect it, see what its App is installed on, end it. */
import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import { Link, useSearchParams } from 'react-router';
import { problemOf } from '../api/errors';
import { paths } from '../routes';
import { useCrumbs } from '../shell/crumbs';
import { Notice, ProblemNotice } from '../ui/Notice';
import { PageHead, Skeleton, useTitle } from '../ui/Page';
import { Section } from '../ui/Section';
import { Connected } from './Connected';
import { ConnectForm } from './ConnectForm';
import { githubQuery } from './github-query';
import styles from './github.module.css';
import { readWayBack } from './way-back';

const GitHubPage = () => {
  useTitle('GitHub');
  useCrumbs({ label: 'GitHub' });
  const [query] = useSearchParams();
  const { problem, installed, requested } = readWayBack(query);
  const { data, error } = useQuery(githubQuery, { fetchPolicy: 'cache-and-network' });
  const github = data?.github;
  return (
    <>
      <PageHead title="GitHub">Where repositories come from, and where deployments are reported.</PageHead>
      <div className={styles.notices}>
        {problem && <ProblemNotice problem={problem} />}
        {error && !data && <ProblemNotice problem={problemOf(error)} />}
        {requested && (
          <Notice tone="wait" title="An owner of the account must allow the installation.">
            GitHub has asked them. Once they have, its repositories can be chosen here.
          </Notice>
        )}
        {installed && github && github.installations.length > 0 && (
          <Notice
            tone="idle"
            title="The App is installed."
            actions={
              <Button component={Link} to={paths.newApp}>
                Choose a repository
              </Button>
            }
          >
            Its repositories can be chosen for a new app.
          </Notice>
        )}
      </div>
      {!github && !error && <Skeleton width={260} height={24} />}
      {github?.state === 'NOT_CONNECTED' && (
        <Section
          title="Connect GitHub"
          about="One click there makes the App; a second installs it on repositories."
        >
          <ConnectForm />
        </Section>
      )}
      {github && github.state !== 'NOT_CONNECTED' && <Connected github={github} />}
    </>
  );
};

export default GitHubPage;
