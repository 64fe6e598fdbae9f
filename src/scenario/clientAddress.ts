/** Which address a simulated client has: what `ip_hash` and `limit_req` tell clients apart by, and what logs print. */
import type { Population } from './scenario.ts';

/** Networks of 256 addresses below 10.0.0.0/8; clients beyond that many come from the blocks that follow. */
const NETWORKS = 65_536;
/** Machines in one network. */
const MACHINES = 254;

/**
 * The IPv4 address of one client, as one number. `each`: every client comes from a network (/24) of its own, `network`: all clients of
 * a group share the first three octets, and past 254 of them the fourth as well; `one`: one router stands before all of them.
 * @param population index in `Scenario.clients`
 * @param client number of the client within it, as recordings have it
 */
export function clientAddress(
  population: number,
  client: number,
  addresses: Population['addresses'],
): number {
  if (addresses === 'one') return address(172, 17, population, 1);
  if (addresses === 'network') return address(172, 16, population, 1 + (client % MACHINES));
  const block = Math.floor(client / NETWORKS) % 96;
  const network = scattered((client % NETWORKS) ^ (population * 0x9e5));
  return address(block === 0 ? 10 : 15 + block, network >>> 8, network & 0xff, 1 + population);
}

/** `10.20.30.1` */
export function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
}

function address(a: number, b: number, c: number, d: number): number {
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/** Another number below 65,536 for each: clients that come one after another are not neighbours. */
function scattered(number: number): number {
  let mixed = number & 0xffff;
  mixed = Math.imul(mixed ^ (mixed >>> 7), 0x9e4d) & 0xffff;
  mixed = Math.imul(mixed ^ (mixed >>> 9), 0x6a2b) & 0xffff;
  return mixed ^ (mixed >>> 8);
}
