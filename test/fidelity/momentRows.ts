import type { ToldCase } from '../../src/app/truth/fidelityTable.ts';
import { countText } from '../../src/insight/plainWords.ts';
import {
  IDLE_CLOSED_AFTER_MS,
  idleClosedAfterMs,
  loadPage,
  PAGES,
  RACE_LOST_MS,
  racesLostMs,
} from './moments.ts';

/** Pages, idle connections and lost races: what was measured and what is simulated, in words. */
export function momentRows(): readonly ToldCase[] {
  return [
    ...PAGES.map(pageRow),
    ...(['gthread', 'gevent', 'asgi'] as const).map(idleRow),
    ...races(),
  ];
}

function pageRow({ measured, ...how }: (typeof PAGES)[number]): ToldCase {
  const page = loadPage(how);
  const words = ({ pageMs, connections }: { pageMs: number; connections: number }) =>
    `${pageMs.toFixed(0)} ms, ${countText(connections, 'connection')}`;
  return {
    name: `T_h2-vs-h1_30-files-4KB, HTTP/1.1, ${how.connections} at a time, ${how.keepAlive ? '' : 'no '}keep-alive`,
    title: `30 files of 4000 bytes over a round trip of 100 ms, ${how.keepAlive ? `over ${countText(how.connections, 'kept connection')}` : `${how.connections} at a time, a connection each`}`,
    measured: words(measured),
    simulated: words(page),
    isMiss:
      page.connections !== measured.connections ||
      Math.abs(page.pageMs / measured.pageMs - 1) > 0.05,
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
