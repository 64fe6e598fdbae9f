import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { linkLabel } from '../../scenario/linkPresets.ts';
import type { Tls } from '../../scenario/scenario.ts';
import { bytesText, durationText } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { answerBytes } from '../state/transfer.ts';

/** A TLS handshake of a request, in words. */
export interface Handshake {
  /** `TLS 1.2 in full: two round trips`. */
  readonly words: string;
  /** Its setting that decides over the round trips. */
  readonly setting: 'ssl_protocols' | 'ssl_session_tickets';
  readonly atUs: number;
}

/** The handshake that a request had to wait for, by a moment; null: none, or its connection was there already. */
export function handshakeOf(run: Run, request: number, count: number): Handshake | null {
  const tls = run.scenario.front?.tls;
  const begun = tls && ownMoments(run, request, count).find((e) => e.name === 'tls/handshaking');
  if (!tls || !begun) return null;
  const { link } = circumstances(run, request);
  const trips = roundTrips(tls, begun.arg);
  return {
    words: t(HANDSHAKES[begun.arg] ?? HANDSHAKES[0], {
      version: tls.protocol,
      trips,
      time: durationText(link.rttUs),
      link: linkLabel(link),
    }),
    setting: tls.protocol === '1.2' && begun.arg === 0 ? 'ssl_protocols' : 'ssl_session_tickets',
    atUs: begun.at,
  };
}

/** In full, resumed, with the request along (early data). */
const HANDSHAKES = [
  msg(
    'TLS {version} in full: {trips, plural, =0 {no round trip of its own} one {# round trip of {time}} other {# round trips of {time}}} ({link})',
  ),
  msg(
    'TLS {version} with what both still know: {trips, plural, =0 {no round trip of its own} one {# round trip of {time}} other {# round trips of {time}}} ({link})',
  ),
  msg(
    'TLS {version} with the request along: {trips, plural, =0 {no round trip of its own} one {# round trip of {time}} other {# round trips of {time}}} ({link})',
  ),
] as const;

/** MODEL.md E1. */
function roundTrips({ protocol }: Tls, kind: number): number {
  if (kind === 2) return 0;
  return protocol === '1.2' && kind === 0 ? 2 : 1;
}

/**
 * Whether the window of its HTTP/2 connection, not the line, decided how fast an answer came: less than the line carries within a round trip
 * (MODEL.md E8). In words, or null.
 */
export function windowOf(run: Run, life: Life, count: number): string | null {
  if (life.begunUs === NOT_YET) return null;
  const own = ownMoments(run, life.request, count);
  if (!own.some((e) => e.name === 'stream/opened')) return null;
  const { link, population } = circumstances(run, life.request);
  const bytes = answerBytes(life, run.seed(life.request));
  const carried = (link.downBytesPerSecond * link.rttUs) / 1e6;
  if (bytes <= population.windowBytes || !(population.windowBytes < carried)) return null;
  return t(
    'HTTP/2 lets the server be one window ({size}) ahead of its client: no more than that comes in a round trip of {time}',
    { size: bytesText(population.windowBytes), time: durationText(link.rttUs) },
  );
}

/** Other answers of the same client that wanted its one connection at the same time. */
export function sharesLine(run: Run, request: number, count: number): boolean {
  return ownMoments(run, request, count).some((e) => e.name === 'response/shared');
}

/** Front servers at whose address nobody answered, by index. */
export function deadAddresses(run: Run, request: number, count: number): number[] {
  const tried = ownMoments(run, request, count).filter((e) => e.name === 'address/tried');
  const fronts = run.scenario.front?.instances ?? 1;
  // Each word names the address that is tried next: nobody was at the one before.
  return tried.map((e) => (Math.max(0, e.arg) + fronts - 1) % fronts).filter((i) => i !== NONE);
}
