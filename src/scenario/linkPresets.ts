import type { Link } from './scenario.ts';
import { formatBandwidth } from './units.ts';

const bits = (perSecond: number) => perSecond / 8;

/**
 * Links by name. Buffers across a distance: a Linux server takes about 1.7 MB off a program that writes to a client with
 * 1448-byte segments (64 KiB of it held by the client), about 3.6 MB on loopback with its 64 KiB segments (128 KiB held by the client). The send
 * buffer grows with the receiver's, so these are its sizes towards a client that holds nothing.
 * `slow-3g`: browsers' developer tools (400 kbit/s, 400 ms, in the wording of their preset); the others: typical values.
 */
export const LINK_PRESETS: Readonly<Record<string, Link>> = {
  loopback: preset(
    'loopback',
    0,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    3_200_000,
    131_072,
  ),
  fibre: preset('fibre', 20_000, bits(100e6), bits(500e6), 1_600_000, 65_536),
  '4g': preset('4g', 60_000, bits(10e6), bits(30e6), 1_600_000, 65_536),
  'slow-3g': preset('slow-3g', 400_000, bits(400e3), bits(400e3), 1_600_000, 65_536),
  dribble: preset('dribble', 800_000, 4_000, 4_000, 1_600_000, 65_536),
};

export const DEFAULT_LINK = 'fibre';

function preset(
  name: string,
  rttUs: number,
  up: number,
  down: number,
  sendBufferBytes: number,
  receiveBufferBytes: number,
): Link {
  return {
    name,
    rttUs,
    upBytesPerSecond: up,
    downBytesPerSecond: down,
    burstBytes: 0,
    sendBufferBytes,
    receiveBufferBytes,
  };
}

/** What people call a link: its name, or how fast it sends where it was written out in full. */
export function linkLabel(link: Link): string {
  return link.name === 'custom' ? formatBandwidth(link.upBytesPerSecond) : link.name;
}
