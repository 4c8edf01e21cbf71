/** What one run of a command works with: who it is, where, with which settings, and how it speaks. */
import type { Settings } from '../settings';
import type { Cdk } from './cdk';
import type { Identity } from './checks/identity';
import type { Clients } from './clients';
import type { Output } from './output';

/** One run. */
export interface Run {
  /** The repository's root, without a slash at its end. */
  root: string;
  /** The command as a person types it. */
  command: string;
  profile?: string;
  region: string;
  settings: Settings;
  identity: Identity;
  clients: Clients;
  output: Output;
  cdk: Cdk;
  /** How often AWS is asked how far it is, in milliseconds. */
  pollMs: number;
}
