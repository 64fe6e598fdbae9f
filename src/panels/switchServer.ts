import { isRecord } from '../scenario/fields.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Settings } from '../scenario/servers/appServer.ts';
import { APP_SERVERS, type AppKind } from '../scenario/servers/appServers.ts';
import { FRONTS, type FrontKind } from '../scenario/servers/fronts.ts';
import { appKindOf, appTable, frontKindOf, frontTable } from './servers.ts';
import { isAllowed } from './worthTrying.ts';
import { valueIn, type Written, withValue } from './written.ts';

/** Settings that mean the same in several programs, each by the names that they give it. */
const SAME: Readonly<Record<'app' | 'front', readonly (readonly string[])[]>> = {
  app: [
    ['workers', 'processes'],
    ['threads', 'numthreads'],
    ['max_requests', 'max-requests', 'maximum-requests'],
    ['harakiri', 'request-timeout'],
    ['graceful_timeout', 'worker-reload-mercy', 'shutdown-timeout', 'shutdown_timeout'],
    ['threading', 'threaded'],
  ],
  front: [
    ['keepalive_timeout', 'KeepAliveTimeout'],
    ['keepalive_requests', 'MaxKeepAliveRequests'],
    ['proxy_read_timeout', 'ProxyTimeout', 'requestTimeout'],
    ['client_max_body_size', 'LimitRequestBody', 'maxAllowedContentLength'],
    ['client_header_timeout', 'RequestReadTimeout-header'],
    ['client_body_timeout', 'RequestReadTimeout-body'],
  ],
};

/** What a server keeps of the settings of another one: those that it has too, by its own name for them, where its limits allow it. */
function kept(
  part: 'app' | 'front',
  from: unknown,
  table: Settings,
  also: readonly string[],
): Written {
  const fields = Object.values(table);
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(isRecord(from) ? from : {})) {
    if (also.includes(key)) out[key] = value;
    const same = SAME[part].find((names) => names.includes(key)) ?? [key];
    const field = fields.find((each) => same.includes(each.key));
    if (field && isAllowed(value, field)) out[field.key] ??= value;
  }
  return out;
}

/** The scenario with another app server in the place of the one it has. */
export function withApp(from: Written, kind: AppKind): Written {
  const settings = kept('app', from.app, appTable(APP_SERVERS[kind]), ['host', 'hosts']);
  return possible({ ...from, app: { ...settings, server: kind } }, 'app');
}

/** The scenario with another front server, or none: that takes along what cannot be without it. What was written of it comes back with it. */
export function withFront(from: Written, kind: FrontKind | 'none'): Written {
  const front = isRecord(from.front) ? from.front : {};
  if (kind === 'none') return possible({ ...from, front: { ...front, server: kind } }, 'front');
  const entry = FRONTS[kind];
  const also = ['host', 'hosts', 'locations', ...entry.parts];
  const settings = kept('front', front, frontTable(entry), also);
  return possible({ ...from, front: { ...settings, server: kind } }, 'front');
}

type Led = 'app' | 'front';

/** What programs need of the one beside them: the scenario with that mended, by changing what was not just turned. */
const NEEDS: Readonly<Partial<Record<AppKind, (from: Written, led: Led) => Written>>> = {
  // Its processes are Apache's own: behind it, or without anything before them that would be another Apache.
  mod_wsgi: (from, led) => {
    const isApache = frontKindOf(from) === 'apache';
    const isDaemon = valueIn(from, ['app', 'mode']) !== 'embedded';
    if (isApache === isDaemon) return from;
    if (led === 'front') return withValue(from, ['app', 'mode'], isApache ? undefined : 'embedded');
    if (isDaemon && frontKindOf(from) === null && valueIn(from, ['app', 'mode']) === undefined)
      return withValue(from, ['app', 'mode'], 'embedded');
    return withFront(from, isDaemon ? 'apache' : 'none');
  },
  // Nobody but a front server speaks its binary protocol.
  uwsgi: (from, led) => {
    if (valueIn(from, ['app', 'protocol']) !== 'socket' || frontKindOf(from) === 'nginx')
      return from;
    return led === 'front'
      ? withValue(from, ['app', 'protocol'], undefined)
      : withFront(from, 'nginx');
  },
};

/**
 * The scenario without what can no longer be: several app servers and unix sockets without a front, programs that do not fit, lines of the
 * script about what is gone.
 * @param led which part was just turned, and stays as it is
 */
export function possible(from: Written, led: Led): Written {
  const mended = withoutFrontless(NEEDS[appKindOf(from)]?.(from, led) ?? from);
  const read = parseScenario(mended);
  if (!isProblems(read) || !Array.isArray(mended.script)) return mended;
  const gone = new Set(read.map(({ at }) => /^script\[(\d+)\]/.exec(at)?.[1]));
  const script = mended.script.filter((_, index) => !gone.has(String(index)));
  return withValue(mended, ['script'], script.length > 0 ? script : undefined);
}

function withoutFrontless(from: Written): Written {
  if (frontKindOf(from) !== null) return from;
  const single = withValue(from, ['app', 'instances'], undefined);
  // Clients on other machines cannot reach a unix socket.
  const isUnix = valueIn(from, ['socket', 'kind']) === 'unix';
  return isUnix ? withValue(single, ['socket', 'kind'], 'tcp') : single;
}
