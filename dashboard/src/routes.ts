/** Every address of the dashboard: patterns for the router, builders for links. */
export const patterns = {
  home: '/',
  newApp: '/new',
  github: '/settings/github',
  app: '/apps/:app',
  appSettings: '/apps/:app/settings',
  environment: '/apps/:app/environments/:environment',
  deployment: '/deployments/:deployment',
} as const;

const at = encodeURIComponent;

export const paths = {
  home: '/',
  newApp: '/new',
  github: '/settings/github',
  app: (app: string) => `/apps/${at(app)}`,
  appSettings: (app: string) => `/apps/${at(app)}/settings`,
  environment: (app: string, environment: string) => `/apps/${at(app)}/environments/${at(environment)}`,
  deployment: (id: string) => `/deployments/${at(id)}`,
} as const;
