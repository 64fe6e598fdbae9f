import { isRecord } from '../scenario/fields.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Settings } from '../scenario/servers/appServer.ts';
import { APP_SERVERS, type AppKind } from '../scenario/servers/appServers.ts';
import { type FrontKind, frontEntryOf } from '../scenario/servers/fronts.ts';
import {
  appEntryOf,
  appTable,
  frontEntryIn,
  frontKindOf,
  frontTable,
  resolvedApp,
} from './servers.ts';
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
  const entry = frontEntryOf({ kind });
  const also = ['host', 'hosts', 'locations', ...entry.parts];
  const settings = kept('front', front, frontTable(entry), also);
  const next = { ...from, front: { ...settings, server: kind } };
  const path = ['front', 'upstream', 'method'] as const;
  const method = valueIn(next, path);
  const isLost = method !== undefined && !(entry.methods?.includes(method as never) ?? true);
  return possible(isLost ? withValue(next, path, undefined) : next, 'front');
}

type Led = 'app' | 'front';

/** The app server with the front server that it needs: what was not just turned is what changes. */
function together(from: Written, led: Led): Written {
  const entry = appEntryOf(from);
  const needsOf = (scenario: Written) =>
    entry.fronts?.(resolvedApp(scenario, entry) as never) ?? null;
  const fits = (scenario: Written) =>
    needsOf(scenario)?.names.includes(frontKindOf(scenario) ?? 'none') ?? true;
  const needs = needsOf(from);
  if (needs === null || fits(from)) return from;
  // Another value of the setting that asks for it, where nobody has just asked for this one.
  const path = ['app', needs.at] as const;
  const field = Object.values(appTable(entry)).find(({ key }) => key === needs.at);
  const isOpen =
    led === 'front' || (frontKindOf(from) === null && valueIn(from, path) === undefined);
  const other = (field?.choices ?? [])
    .map((each) => withValue(from, path, each === field?.fallback ? undefined : each))
    .find(fits);
  if (isOpen && other) return other;
  const [wanted = 'none'] = needs.names;
  return led === 'front'
    ? withApp(from, 'gunicorn')
    : withFront(from, wanted as FrontKind | 'none');
}

/**
 * The scenario without what can no longer be: several app servers and unix sockets without a front, programs that do not fit, lines of the
 * script about what is gone.
 * @param led which part was just turned, and stays as it is
 */
export function possible(from: Written, led: Led): Written {
  const mended = withoutFrontless(together(from, led));
  const read = parseScenario(mended);
  if (!isProblems(read) || !Array.isArray(mended.script)) return mended;
  const gone = new Set(read.map(({ at }) => /^script\[(\d+)\]/.exec(at)?.[1]));
  const script = mended.script.filter((_, index) => !gone.has(String(index)));
  return withValue(mended, ['script'], script.length > 0 ? script : undefined);
}

function withoutFrontless(from: Written): Written {
  const front = frontEntryIn(from);
  const single = front?.parts.includes('upstream')
    ? from
    : withValue(from, ['app', 'instances'], undefined);
  if (front !== null) return single;
  const bare = withValue(single, ['front', 'tls'], undefined);
  // Clients on other machines cannot reach a unix socket.
  const isUnix = valueIn(bare, ['socket', 'kind']) === 'unix';
  return isUnix ? withValue(bare, ['socket', 'kind'], 'tcp') : bare;
}
