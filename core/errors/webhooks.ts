import { entry } from './entry';

/** Errors of webhook deliveries and of the pushes that they tell of. */
export const webhookErrors = {
  'webhook.not_configured': entry(
    'internal',
    'No webhook secret is set, so no webhook can be trusted.',
    'Set a webhook secret, here and at GitHub.',
  ),
  'webhook.bad_signature': entry(
    'unauthenticated',
    'The signature of this delivery is missing or wrong.',
    'Use the same secret at GitHub and here; only X-Hub-Signature-256 counts.',
  ),
  'webhook.bad_payload': entry(
    'invalid',
    'This delivery is not a GitHub push: {detail}.',
    'Send push events as application/json.',
  ),
  'webhook.replayed': entry('conflict', 'This delivery was taken before.', 'Nothing to do.'),
  'push.duplicate': entry(
    'conflict',
    '{name} has taken commit {commit} of {branch} already.',
    'Nothing to do; deploy the commit by hand to run it once more.',
  ),
  'push.overtaken': entry(
    'conflict',
    'Commit {commit} is no longer the newest of {branch}, so {name} does not take it.',
    'Nothing to do: the newest commit is deployed; deploy this one by hand to return to it.',
  ),
};
