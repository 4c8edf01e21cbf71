import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSettings, readSettingsFile, settingsFile } from './settings';

const network = { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-0123456789abcdef0'] };

/** What is said of settings that are not taken. */
const refusal = (given: unknown): string => {
  try {
    parseSettings(given);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('they were taken');
};

describe('settings', () => {
  test('need nothing: all of them have a default', () => {
    expect(parseSettings({})).toEqual({
      name: 'trellis',
      architecture: 'ARM64',
      builderCpu: 2_048,
      builderMemoryMb: 4_096,
      tags: {},
      reserveConcurrency: false,
      xray: false,
    });
  });

  test.each([
    ['a network of one’s own', network],
    ['public addresses in it', { ...network, assignPublicIp: true }],
    ['the greatest builder', { builderCpu: 16_384, builderMemoryMb: 122_880, builderStorageGib: 200 }],
    ['the longest name', { name: 'a2345678901234567-90' }],
  ])('take %s', (_what, given) => {
    expect(parseSettings(given)).toMatchObject(given);
  });

  test.each<[string, unknown, string, RegExp]>([
    ['a name in capitals', { name: 'Trellis' }, 'name', /lower-case letters, digits and hyphens/],
    ['a name that ends in a hyphen', { name: 'trellis-' }, 'name', /lower-case letters/],
    ['a name of 21 characters', { name: 'a'.repeat(21) }, 'name', /at most 20/],
    ['a zone for a region', { region: 'eu-central-1a' }, 'region', /must be a region, as eu-central-1/],
    ['a number for an account', { account: 123456789012 }, 'account', /string/],
    ['an account of 11 digits', { account: '12345678901' }, 'account', /twelve digits/],
    ['another processor', { architecture: 'arm64' }, 'architecture', /ARM64/],
    ['a CPU that Fargate lacks', { builderCpu: 1_000 }, 'builderMemoryMb', /must fit builderCpu/],
    ['too little memory', { builderCpu: 4_096, builderMemoryMb: 4_096 }, 'builderMemoryMb', /must fit/],
    ['memory between two sizes', { builderMemoryMb: 5_000 }, 'builderMemoryMb', /must fit builderCpu/],
    ['a disk of no extra', { builderStorageGib: 20 }, 'builderStorageGib', /21/],
    ['a disk beyond all bounds', { builderStorageGib: 201 }, 'builderStorageGib', /200/],
    ['half a megabyte', { builderMemoryMb: 4_096.5 }, 'builderMemoryMb', /int/],
    ['a tag of an image with a space', { imageTag: 'a b' }, 'imageTag', /must be an image tag/],
    ['a domain without a certificate', { domain: { name: 'a.example' } }, 'domain.certificateArn', /string/],
    [
      'a certificate of another service',
      { domain: { name: 'a.example', certificateArn: 'arn:aws:iam::1:server-certificate/a' } },
      'domain.certificateArn',
      /must be an ARN of acm/,
    ],
    [
      'a domain with a path',
      { domain: { name: 'a.example/b', certificateArn: 'arn:aws:acm:us-east-1:1:certificate/a' } },
      'domain.name',
      /hostname/,
    ],
    ['a network without subnets', { vpcId: network.vpcId }, 'subnetIds', /together with vpcId/],
    ['subnets without a network', { subnetIds: network.subnetIds }, 'subnetIds', /together with vpcId/],
    ['no subnet at all', { ...network, subnetIds: [] }, 'subnetIds', /1/],
    ['a network’s name for its id', { ...network, vpcId: 'main' }, 'vpcId', /must be the id of a VPC/],
    ['an address in no own network', { assignPublicIp: false }, 'assignPublicIp', /together with vpcId/],
    ['a boundary’s name for its ARN', { permissionsBoundaryArn: 'Limit' }, 'permissionsBoundaryArn', /ARN/],
    ['a tag without a name', { tags: { '': 'x' } }, 'tags.', /./],
    ['a tag that is no text', { tags: { team: 7 } }, 'tags.team', /string/],
    ['a word for yes', { xray: 'yes' }, 'xray', /boolean/],
    ['an address without a host', { alarmEmail: 'ops' }, 'alarmEmail', /email/],
    ['a setting that there is not', { colour: 'green' }, settingsFile, /colour/],
    ['a list', [], settingsFile, /object/],
    ['nothing', null, settingsFile, /object/],
  ])('refuse %s by one sentence that names the setting', (_what, given, field, problem) => {
    const said = refusal(given);
    expect(said).toContain(field);
    expect(said).toMatch(problem);
    expect(said).not.toContain('\n');
  });
});

describe('the settings file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trellis-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (text: string): void => writeFileSync(join(folder, settingsFile), text);

  test('need not be there', () => {
    expect(readSettingsFile(folder)).toEqual({});
  });

  test('is read as it stands', () => {
    write('{ "name": "shop" }');
    expect(readSettingsFile(folder)).toEqual({ name: 'shop' });
  });

  test.each([
    ['is empty', '', /must be JSON/],
    ['breaks off', '{ "name": ', /must be JSON/],
    ['has a comma too many', '{ "name": "shop", }', /must be JSON/],
    ['holds a list', '[]', /must hold one object/],
    ['holds a word', '"shop"', /must hold one object/],
    ['holds nothing', 'null', /must hold one object/],
  ])('that %s is refused by its name', (_what, text, problem) => {
    write(text);
    expect(() => readSettingsFile(folder)).toThrow(problem);
    expect(() => readSettingsFile(folder)).toThrow(settingsFile);
  });
});
