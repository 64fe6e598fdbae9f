import type { ToldCase } from '../../src/app/truth/fidelityTable.ts';
import { countText } from '../../src/insight/plainWords.ts';
import { IDLE_CLOSED_AFTER_MS, idleClosedAfterMs, RACE_LOST_MS, racesLostMs } from './moments.ts';
import {
  answersMs,
  HANDSHAKE_COSTS,
  HANDSHAKES,
  type Handshake,
  handshakeCostMs,
  loadPage,
  PAGES,
  type Page,
  RELAY,
} from './pages.ts';

/** Pages, idle connections and lost races: what was measured and what is simulated, in words. */
export function momentRows(): readonly ToldCase[] {
  return [
    ...PAGES.map(pageRow),
    ...HANDSHAKES.map(handshakeRow),
    ...HANDSHAKE_COSTS.map(costRow),
    ...(['gthread', 'gevent', 'asgi'] as const).map(idleRow),
    ...races(),
  ];
}

function pageRow({ measured, ...how }: Page): ToldCase {
  const page = loadPage(how);
  const words = ({ pageMs, connections }: { pageMs: number; connections: number }) =>
    `${pageMs.toFixed(0)} ms, ${countText(connections, 'connection')}`;
  const over = `${how.tls === null ? 'plain' : `TLS ${how.tls}`}${how.isNarrow ? ', 250 kB/s' : ''}`;
  return {
    name: `T_h2-vs-h1_30-files-4KB, ${over}, ${how.how}`,
    title: `30 files of 4000 bytes over a round trip of 100 ms, ${over}: ${PAGE_WORDS[how.how]}`,
    measured: words(measured),
    simulated: `${words(page)}${how.isNarrow ? `; ${RELAY}` : ''}`,
    isMiss:
      page.connections !== measured.connections ||
      Math.abs(page.pageMs / measured.pageMs - 1) > 0.05,
  };
}

const PAGE_WORDS: { readonly [H in Page['how']]: string } = {
  'six kept': 'six kept connections',
  'one kept': 'one kept connection',
  'six at a time': 'six at a time, a connection each',
  'http2, 64 KiB': 'HTTP/2, a window of 64 KiB',
  'http2, 15 MB': 'HTTP/2, a window of 15 MB',
};

function handshakeRow(handshake: Handshake): ToldCase {
  const { ssl_protocols, certificate, resumes, ssl_early_data, measured } = handshake;
  const simulated = answersMs(handshake);
  const words = (ends: readonly number[]) => `${ends.map((end) => end.toFixed(0)).join(', ')} ms`;
  const who = resumes
    ? `a client that was here before${ssl_early_data ? ', early data' : ''}`
    : 'a new client';
  return {
    name: `T_roundtrips_nginx, TLS ${ssl_protocols}, ${certificate}, ${resumes ? 'resumed' : 'full'}${ssl_early_data ? ', early data' : ''}`,
    title: `When the first answers are there over a round trip of 100 ms, TLS ${ssl_protocols}, ${certificate === 'rsa' ? 'RSA' : 'ECDSA'}, ${who}`,
    measured: words(measured),
    simulated: words(simulated),
    isMiss: measured.some((ms, i) => !(Math.abs(simulated[i] - ms) <= Math.max(10, 0.05 * ms))),
  };
}

function costRow(cost: (typeof HANDSHAKE_COSTS)[number]): ToldCase {
  const { ssl_protocols, certificate, resumes, measuredMs } = cost;
  const simulatedMs = handshakeCostMs(cost);
  return {
    name: `T_handshake-cpu_nginx, TLS ${ssl_protocols}, ${certificate}, ${resumes ? 'resumed' : 'full'}`,
    title: `Processor time of a handshake, TLS ${ssl_protocols}, ${certificate === 'rsa' ? 'RSA' : 'ECDSA'}, ${resumes ? 'a client that was here before' : 'a new client'}`,
    measured: `${measuredMs.toFixed(2)} ms, 0.02 of them for the connection`,
    simulated: `${simulatedMs.toFixed(2)} ms`,
    isMiss: Math.abs(simulatedMs - measuredMs) > 0.1 * measuredMs + 0.02,
  };
}

function idleRow(of: keyof typeof IDLE_CLOSED_AFTER_MS): ToldCase {
  const words = (ms: number) => (Number.isNaN(ms) ? 'not within 8 s' : `after ${ms.toFixed(0)} ms`);
  const [, measured = Number.NaN] = IDLE_CLOSED_AFTER_MS[of];
  const simulated = idleClosedAfterMs(of);
  return {
    name: `N26_J_keepalive-idle-close-time, ${of}`,
    title: `When a kept connection is closed over which nothing more comes, one ${of} worker`,
    measured: words(measured),
    simulated: words(simulated),
    isMiss:
      Number.isNaN(measured) !== Number.isNaN(simulated) || Math.abs(simulated - measured) > 10,
  };
}

function races(): ToldCase[] {
  return (['GET', 'POST'] as const).map((method) => {
    const measured = RACE_LOST_MS[method].flat();
    const simulated = racesLostMs(method);
    const words = (lost: readonly number[]) =>
      `${Math.min(...lost)} to ${Math.max(...lost)} ms after the last answer`;
    return {
      name: `N26_X_upstream-keepalive-idle-race_nginx-upstream-block_gthread, ${method}`,
      title: `When a ${method} over nginx’s pool meets a connection that Gunicorn has just closed, 20 ms away: ${method === 'POST' ? '502' : 'it is sent again'}`,
      measured: words(measured),
      simulated: words(simulated),
      isMiss:
        Math.abs(Math.min(...simulated) - Math.min(...measured)) > 5 ||
        Math.abs(Math.max(...simulated) - Math.max(...measured)) > 10,
    };
  });
}
