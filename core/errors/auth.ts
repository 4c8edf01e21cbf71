import { entry } from './entry';

/** Errors of signing in: who calls is not known. */
export const authErrors = {
  'auth.missing': entry(
    'unauthenticated',
    'This call carries no token.',
    'Sign in, or send an API token in the Authorization header.',
  ),
  'auth.invalid': entry(
    'unauthenticated',
    'This token is unknown or has expired.',
    'Sign in again, or use a token that is still valid.',
  ),
  'auth.code_used': entry(
    'unauthenticated',
    'This sign-in link was used already or has expired.',
    'Run npm start once more, or npm run deploy -- --link for Trellis on AWS: it prints a fresh link, also while Trellis runs.',
  ),
};
