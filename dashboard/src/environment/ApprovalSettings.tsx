import TextField from '@mui/material/TextField';
import { fieldProblem } from '../api/errors';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { DurationField } from '../ui/DurationField';
import { SaveBar } from '../ui/SaveBar';
import { Section } from '../ui/Section';
import { Toggle } from '../ui/Toggle';
import { useDraft } from '../ui/use-draft';
import { useUpdateEnvironment } from './use-update-environment';

const MOST_PEOPLE = 10;
const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 30 * 86_400;
const usual = { required: 1, roles: [] as string[], notByAuthor: true, expiresAfterSeconds: 3 * 86_400 };

const rolesOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Who must approve a deployment before it may enter. */
export const ApprovalSettings = ({ environment }: { environment: LiveEnvironmentFragment }) => {
  const update = useUpdateEnvironment();
  const rule = environment.approval ?? usual;
  const draft = useDraft({
    on: Boolean(environment.approval),
    required: String(rule.required),
    roles: rule.roles.join(', '),
    notByAuthor: rule.notByAuthor,
    expiresAfterSeconds: rule.expiresAfterSeconds,
  });
  const { on, required, roles, notByAuthor, expiresAfterSeconds } = draft.values;
  const peopleFit = isWhole(Number(required), 1, MOST_PEOPLE);
  const timeFits = isWhole(expiresAfterSeconds, SHORTEST_SECONDS, LONGEST_SECONDS);
  const told = {
    required: fieldProblem(draft.problem, 'approval.required'),
    roles: fieldProblem(draft.problem, 'approval.roles'),
    expires: fieldProblem(draft.problem, 'approval.expiresAfterSeconds'),
  };
  const atField = Object.values(told).some((each) => each !== undefined);
  const errorOfPeople = peopleFit ? told.required : `Must be a whole number from 1 to ${MOST_PEOPLE}.`;
  return (
    <Section
      title="Approval"
      about="People look at a deployment before it may enter. Rollbacks never wait: what they return to was let in before."
    >
      <form
        noValidate
        style={{ display: 'grid', gap: 18 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (on && !(peopleFit && timeFits)) return;
          draft.save(() =>
            update({
              id: environment.id,
              approval: on
                ? { required: Number(required), roles: rolesOf(roles), notByAuthor, expiresAfterSeconds }
                : { required: 0 },
            }),
          );
        }}
      >
        <Toggle
          label="Ask for approval"
          help={
            on
              ? 'What asks to enter waits here until enough people have approved it.'
              : 'Deployments enter without asking anyone.'
          }
          checked={on}
          onChange={(checked) => draft.set({ on: checked })}
        />
        {on && (
          <>
            <TextField
              label="How many people"
              type="number"
              value={required}
              error={errorOfPeople !== undefined}
              helperText={errorOfPeople ?? 'Each counts once; one who rejects it ends it.'}
              slotProps={{ htmlInput: { min: 1, max: MOST_PEOPLE } }}
              onChange={(event) => draft.set({ required: event.target.value })}
            />
            <TextField
              label="Roles"
              value={roles}
              placeholder="Any"
              error={told.roles !== undefined}
              helperText={
                told.roles ??
                'Separated by commas; whoever has one of them may decide. Empty: everyone with the permission to approve.'
              }
              slotProps={{
                inputLabel: { shrink: true },
                htmlInput: { spellCheck: false, autoCapitalize: 'off' },
              }}
              onChange={(event) => draft.set({ roles: event.target.value })}
            />
            <Toggle
              label="Not by who asked"
              help={
                notByAuthor
                  ? 'Who asks for a deployment cannot decide on it.'
                  : 'Who asks for a deployment may approve it as well.'
              }
              checked={notByAuthor}
              onChange={(checked) => draft.set({ notByAuthor: checked })}
            />
            <DurationField
              label="Expires after"
              seconds={expiresAfterSeconds}
              help="A request that nobody decides on ends then. From 1 minute to 30 days."
              error={timeFits ? told.expires : 'Must be from 1 minute to 30 days.'}
              onChange={(seconds) => draft.set({ expiresAfterSeconds: seconds })}
            />
          </>
        )}
        <SaveBar {...draft} problem={atField ? undefined : draft.problem} onDiscard={draft.discard} />
      </form>
    </Section>
  );
};
