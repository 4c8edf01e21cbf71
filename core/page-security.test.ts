import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './page-security';

const directive = (policy: string, name: string): string[] =>
  policy
    .split('; ')
    .map((each) => each.split(' '))
    .find(([first]) => first === name)
    ?.slice(1) ?? [];

describe('the content security policy', () => {
  it('allows nothing that is not named, and no script that stands in a page', () => {
    const policy = contentSecurityPolicy();
    expect(directive(policy, 'default-src')).toEqual(["'none'"]);
    expect(directive(policy, 'script-src')).toEqual(["'self'"]);
    expect(directive(policy, 'connect-src')).toEqual(["'self'"]);
    expect(directive(policy, 'form-action')).toEqual(["'self'"]);
    expect(directive(policy, 'frame-ancestors')).toEqual(["'none'"]);
  });

  it('names exactly the origins that a host gives', () => {
    const policy = contentSecurityPolicy({
      scriptHashes: ['abc='],
      connect: ['https://api.example.com', 'wss://live.example.com'],
      forms: ['https://github.com'],
    });
    expect(directive(policy, 'script-src')).toEqual(["'self'", "'sha256-abc='"]);
    expect(directive(policy, 'connect-src')).toEqual([
      "'self'",
      'https://api.example.com',
      'wss://live.example.com',
    ]);
    expect(directive(policy, 'form-action')).toEqual(["'self'", 'https://github.com']);
  });
});
