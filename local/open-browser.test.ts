import { expect, test } from 'vitest';
import { openerFor } from './open-browser';

test.each([
  ['macOS', 'darwin', {}, 'open'],
  ['a Linux desktop', 'linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['a Wayland desktop', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['a Linux server', 'linux', {}, undefined],
  ['a connection from elsewhere', 'darwin', { SSH_CONNECTION: '1' }, undefined],
  ['a build machine', 'linux', { DISPLAY: ':0', CI: 'true' }, undefined],
] as const)('on %s the right program opens the page, or none', (_where, platform, env, opener) => {
  expect(openerFor(platform, env)).toBe(opener);
});
