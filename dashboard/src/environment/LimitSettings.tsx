import TextField from '@mui/material/TextField';
import { durationText } from '../../../core/durations';
import { numberSettings, type NumberSetting } from '../../../core/patterns';
import { fieldProblem } from '../api/errors';
import type { SettingsEnvironmentFragment } from '../gql/graphql';
import { DurationField } from '../ui/DurationField';
import { SaveBar } from '../ui/SaveBar';
import { Section } from '../ui/Section';
import { useDraft } from '../ui/use-draft';
import { useUpdateEnvironment } from './use-update-environment';

const durations = [
  { key: 'timeoutSeconds', label: 'Time limit', help: 'A run that takes longer is stopped.' },
  {
    key: 'startTimeoutSeconds',
    label: 'Start limit',
    help: 'A builder that has not started its work by then is given up.',
  },
] as const;

const numbers = [
  {
    key: 'logLimitMb',
    label: 'Log limit in megabytes',
    help: 'A longer log keeps its head and its tail, and says how many lines it left out.',
  },
  {
    key: 'logDays',
    label: 'Keep logs for days',
    help: 'Counted from a deployment’s start; what ran before keeps the time that it was given.',
  },
] as const;

const keys: readonly NumberSetting[] = [...durations, ...numbers].map(({ key }) => key);

/** What is wrong with a number before it is sent, in the words that the API has for it. */
const outside = (key: NumberSetting, value: number): string | undefined => {
  const { least, most, problem } = numberSettings[key];
  if (Number.isInteger(value) && value >= least && value <= most) return undefined;
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
};

const rangeOf = (key: NumberSetting, inSeconds: boolean): string => {
  const { least, most } = numberSettings[key];
  const [from, to] = [least, most].map((each) =>
    inSeconds ? durationText(each) : each.toLocaleString('en'),
  );
  return `From ${from} to ${to}.`;
};

/** How long its deployments may take, and how much of their logs is kept for how long. */
export const LimitSettings = ({ environment }: { environment: SettingsEnvironmentFragment }) => {
  const update = useUpdateEnvironment();
  const { timeoutSeconds, startTimeoutSeconds, logLimitMb, logDays } = environment.settings;
  const draft = useDraft({
    timeoutSeconds,
    startTimeoutSeconds,
    logLimitMb: String(logLimitMb),
    logDays: String(logDays),
  });
  const { values } = draft;
  const valueOf = (key: NumberSetting): number => {
    const value = values[key];
    return typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  };
  const problems = keys.map(
    (key) => [key, outside(key, valueOf(key)) ?? fieldProblem(draft.problem, key)] as const,
  );
  const errors = Object.fromEntries(problems) as Record<NumberSetting, string | undefined>;
  const told = keys.some((key) => fieldProblem(draft.problem, key) !== undefined);
  return (
    <Section
      title="Limits"
      about="How long deployments may take, and how much of their logs is kept for how long."
    >
      <form
        noValidate
        style={{ display: 'grid', gap: 18 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (keys.some((key) => outside(key, valueOf(key)))) return;
          draft.save((changes) => {
            const changed = keys.filter((key) => changes[key] !== undefined);
            return update({
              id: environment.id,
              settings: Object.fromEntries(changed.map((key) => [key, valueOf(key)])),
            });
          });
        }}
      >
        {durations.map(({ key, label, help }) => (
          <DurationField
            key={key}
            label={label}
            seconds={values[key]}
            help={`${help} ${rangeOf(key, true)}`}
            error={errors[key]}
            onChange={(seconds) => draft.set({ [key]: seconds })}
          />
        ))}
        {numbers.map(({ key, label, help }) => (
          <TextField
            key={key}
            label={label}
            type="number"
            value={values[key]}
            error={errors[key] !== undefined}
            helperText={errors[key] ?? `${help} ${rangeOf(key, false)}`}
            slotProps={{ htmlInput: { min: numberSettings[key].least, max: numberSettings[key].most } }}
            onChange={(event) => draft.set({ [key]: event.target.value })}
          />
        ))}
        <SaveBar {...draft} problem={told ? undefined : draft.problem} onDiscard={draft.discard} />
      </form>
    </Section>
  );
};
