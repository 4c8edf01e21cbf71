/**
 * Which network addresses are public. A repository's address comes from whoever may configure apps; a function in a cloud account must
 * not be made to ask the account's own services with it.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const special = new BlockList();
// IANA's registries of special-purpose addresses, and what is no single host: multicast, broadcast.
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, bits, 'ipv4');

// Of IPv6 only global unicast is public; of that, not what carries an IPv4 address (6to4, Teredo) and what is for documents.
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, bits, 'ipv6');

/** True for an IP address that anyone on the internet would reach the same host by. */
export const isPublicAddress = (address: string): boolean => {
  const version = isIP(address);
  if (version === 4) return !special.check(address, 'ipv4');
  return version === 6 && globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
};

/** A host whose address is not public. */
export class NotPublicError extends Error {
  override readonly name = 'NotPublicError';
}

/** True unless a host is written as an IP address that is not public. A name shows only when it is looked up: `publicLookup`. */
export const mayBePublic = (hostname: string): boolean => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 || isPublicAddress(bare);
};

/** True when all addresses of a host are public. */
export const isPublicHost = (hostname: string): Promise<boolean> =>
  new Promise((resolve) => publicLookup(hostname, { all: true }, (error) => resolve(error === null)));

/**
 * Looks a name up for one connection; refuses it when any of its addresses is not public. The connection goes to what was checked, so
 * that a name that changes between two answers gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new NotPublicError(`${hostname} is not public`), []);
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
