/** The operations of STS that Trellis uses. Trellis has no account of its own here, so it goes as the person who started it. */
import { AwsError } from './errors';
import type { PersonAccount } from './person-account';

const actions = ['AssumeRole', 'GetCallerIdentity'] as const;

/** `Tags.member.1.Key=a&Tags.member.1.Value=b` as a list. */
const tagsOf = (form: URLSearchParams): { Key: string; Value: string }[] => {
  const tags: { Key: string; Value: string }[] = [];
  for (let index = 1; form.has(`Tags.member.${index}.Key`); index += 1) {
    const part = (name: string): string => form.get(`Tags.member.${index}.${name}`) ?? '';
    tags.push({ Key: part('Key'), Value: part('Value') });
  }
  return tags;
};

const inputOf = (form: URLSearchParams): object => {
  const tags = tagsOf(form);
  const duration = form.get('DurationSeconds');
  return {
    RoleArn: form.get('RoleArn') ?? undefined,
    RoleSessionName: form.get('RoleSessionName') ?? undefined,
    ExternalId: form.get('ExternalId') ?? undefined,
    ...(duration !== null && { DurationSeconds: Number(duration) }),
    ...(tags.length > 0 && { Tags: tags }),
  };
};

/**
 * Answers a form with its action and the result.
 *
 * @throws AwsError as STS would
 */
export const askSts = async (
  body: string,
  account: PersonAccount,
): Promise<{ action: string; result: object }> => {
  const form = new URLSearchParams(body);
  const action = actions.find((each) => each === form.get('Action'));
  if (action === undefined)
    throw new AwsError('InvalidAction', 'This action is not answered on this machine.');
  return { action, result: await account.ask(action, action === 'AssumeRole' ? inputOf(form) : {}) };
};
