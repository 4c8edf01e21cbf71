/** Where this application is served, as the deployment's environment variables say it. Used by deploy.mjs and remove.mjs. */

/** Ends the program with one sentence on standard error. */
export const stop = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const needed = (name, hint) => process.env[name] || stop(`${name} is not set: ${hint}`);

/** The address of this environment's site, and the token that may change it. */
export const site = () => {
  const base = needed(
    'TRELLIS_SITES_URL',
    'deploy through Trellis on this machine (npm start in the Trellis folder), which sets it.',
  );
  const app = needed('TRELLIS_APP', 'give the name of the app.');
  const environment = needed('TRELLIS_ENVIRONMENT', 'give the name of the environment.');
  const token = needed('TRELLIS_SITES_TOKEN', 'Trellis sets it beside TRELLIS_SITES_URL.');
  return { app, environment, token, address: `${base}/${app}/${environment}` };
};

/** One request to the site's address; ends the program with the reason when it is refused. */
export const send = async (method, { address, token }, body) => {
  const response = await fetch(address, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((error) =>
    stop(`${address} does not answer: ${error.cause?.message ?? error.message}. Is Trellis running?`),
  );
  const text = await response.text();
  const data = text.startsWith('{') ? JSON.parse(text) : {};
  if (!response.ok)
    stop(
      `${data.error?.message ?? `${method} ${address} answered ${response.status}.`} ${data.error?.nextStep ?? ''}`,
    );
  return data;
};
