import { arriving, BEHIND_NGINX, inARow, type Ran, ran, type Written } from './runs.ts';

/**
 * The relay of the measurements: 50 ms each way. It holds the first bytes of a connection back for one round trip more, which stands for
 * the TCP handshake; here that is a handshake.
 */
export const RELAY: Written = { rtt: '100ms', up: 'unlimited', down: 'unlimited' };

/** The same with one line of 250 kB/s for all connections, whose pacing makes up for up to 20 ms of silence. */
export const NARROW_RELAY: Written = { ...RELAY, down: '250kB/s', burst: '5000B' };

/** Static files of so many bytes at nginx, asked for over the relay. */
export function files(
  clients: Written,
  tls: Written | null,
  more: Written = {},
  bytes = 4000,
): Ran {
  return ran(BEHIND_NGINX, {
    clients: [arriving('browser', [], { link: RELAY, ...clients })],
    front: {
      locations: [{ match: '/', static: '/srv' }],
      ...(tls === null ? {} : { tls }),
    },
    routes: [{ name: 'file', path: '/file', static: true, response: `${bytes}B` }],
    ...more,
  });
}

/** A page of 30 files by one client, all wanted at once. */
export function page(clients: Written, tls: Written | null): Ran {
  return files({ arrivals: inARow(30, 0, { client: 0 }), ...clients }, tls);
}

/** When the last of it is there, ms. */
export function lastMs({ endsMs }: Ran): number {
  return Math.max(...endsMs.map((end) => end ?? Number.POSITIVE_INFINITY));
}
