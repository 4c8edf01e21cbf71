/** What visitors see. Change it, commit, and watch the development environment follow. */
export const release = {
  version: 1,
  message: 'Every commit finds its way from here to production.',
};
