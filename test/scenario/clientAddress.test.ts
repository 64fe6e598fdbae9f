import { expect, test } from 'vitest';
import { addressText, clientAddress } from '../../src/scenario/clientAddress.ts';

const network = (address: number) => address >>> 8;
const CLIENTS = 20_000;
const all = (addresses: 'each' | 'network' | 'one', population = 0) =>
  Array.from({ length: CLIENTS }, (_, client) => clientAddress(population, client, addresses));

test('N39 each: every client has a network of its own, and other groups other addresses', () => {
  expect(new Set(all('each').map(network)).size).toBe(CLIENTS);
  const both = [...all('each', 0), ...all('each', 1)];
  expect(new Set(both).size).toBe(2 * CLIENTS);
});

test('N39 network: three octets in common, and 254 machines', () => {
  expect(new Set(all('network').map(network)).size).toBe(1);
  expect(new Set(all('network')).size).toBe(254);
});

test('N39 one: a router before all of them', () => {
  expect(new Set(all('one')).size).toBe(1);
  expect(all('one', 1)[0]).not.toBe(all('one', 2)[0]);
});

test('is written as people write addresses, and could be one', () => {
  expect(addressText(0x0a1e2801)).toBe('10.30.40.1');
  expect(addressText(clientAddress(3, 17, 'one'))).toBe('172.17.3.1');
  for (const client of [0, 65_535, 65_536, 7_999_999, 2 ** 23, 2 ** 24 - 1]) {
    const octets = addressText(clientAddress(19, client, 'each'))
      .split('.')
      .map(Number);
    expect(octets).toHaveLength(4);
    expect(octets[0]).toBeGreaterThan(0);
    expect(octets[0]).toBeLessThan(127);
    expect(octets[3]).toBe(20);
  }
});
