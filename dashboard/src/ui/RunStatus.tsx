import type { EnvironmentState } from '../format/environment-state';
import { atStep } from '../format/status';
import { Status } from './Status';
import { Elapsed } from './Times';

/** An environment's status; while something runs, with the step that it is at and for how long. */
export const RunStatus = ({ look, about, running }: EnvironmentState) => (
  <Status look={look}>
    {running && atStep(about?.step)}
    {running && about?.startedAt && (
      <>
        {' '}
        <Elapsed startedAt={about.startedAt} />
      </>
    )}
  </Status>
);
