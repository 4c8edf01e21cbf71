import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { paths } from '../routes';
import { EmptyState, useTitle } from '../ui/Page';

/** For an address, an app, an environment or a deployment that is not there. */
export const NotFound = ({ what = 'page' }: { what?: string }) => {
  useTitle('Not found');
  return (
    <div className="card">
      <EmptyState
        heading="h1"
        title={`There is no such ${what}`}
        actions={
          <Button component={Link} to={paths.home} variant="contained" color="primary">
            All apps
          </Button>
        }
      >
        It may have been renamed or deleted, or the address has a mistake in it. The list of apps shows what
        there is.
      </EmptyState>
    </div>
  );
};
