import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isFileAddress } from '../core/dashboard-files';
import { pageAddressProgram } from './page-address';

const addressOf = (uri: string): unknown =>
  runInNewContext(`${pageAddressProgram}; handler(event).uri`, { event: { request: { uri } } });

describe('the function at the edge', () => {
  it.each([
    '/',
    '/new',
    '/apps/shop/environments/production',
    '/apps/shop.v2',
    '/apps/shop.constructor',
    '/deployments/dep_01',
    '/assets/index-abc.js',
    '/assets/gone',
    '/favicon.svg',
    '/config.json',
  ])('answers %s as the host on one machine does: a file with itself, all else with the page', (uri) => {
    expect(addressOf(uri)).toBe(isFileAddress(uri) ? uri : '/index.html');
  });

  it('fits what CloudFront takes', () => {
    expect(Buffer.byteLength(pageAddressProgram)).toBeLessThan(10_240);
  });
});
