import { isRecord } from '../scenario/fields.ts';
import { GENERATIONS } from '../scenario/parseServers.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { hostKnob } from './hostKnob.ts';
import { type AnyField, choice, type Knob, knob, less, TIMES } from './knob.ts';
import { type Path, valueIn, type Written, withValue } from './written.ts';

const { app, front, socket, upstream } = SETTINGS;

const WORKERS = [1, 2, 3, 4, 5, 6, 8, 12, 16, 32];
const TIMEOUTS = TIMES.limits;
const IDLE = TIMES.idle;

/** The version of a program that a scenario ends up with. */
function versionOf(scenario: Written, part: 'app' | 'front', generation?: unknown): string {
  const written = valueIn(scenario, [part, 'version']);
  const isClassic = (generation ?? scenario.version) === 'classic';
  const { gunicorn, nginx } = GENERATIONS[isClassic ? 'classic' : 'current'];
  return String(written ?? (part === 'app' ? gunicorn : nginx));
}

const without = (scenario: Written, path: Path) => withValue(scenario, path, undefined);
export const hasFront = (scenario: Written) => valueIn(scenario, ['front', 'server']) !== 'none';

/** Taking the front server away takes along what cannot be without it: a unix socket, several instances. */
export const FRONT: Knob = {
  group: 'Front server',
  name: 'front',
  words: 'a server in front of Gunicorn, or clients straight at it',
  path: ['front', 'server'],
  field: choice('nginx', ['nginx', 'none']),
  stops: [],
  isMain: true,
  write: (from, value) => {
    const next = withValue(from, ['front', 'server'], value);
    if (value !== 'none') return next;
    const single = without(next, ['app', 'instances']);
    // Clients on other machines cannot reach a unix socket.
    const isUnix = valueIn(from, ['socket', 'kind']) === 'unix';
    return isUnix ? withValue(single, ['socket', 'kind'], 'tcp') : single;
  },
};

const isOff = (value: unknown) => value === false || value === 'off';
const isBlock = (value: unknown) => value !== undefined && value !== false && value !== 'none';

/** nginx and what it does with connections to both sides. */
export function frontKnobs(scenario: Written): Knob[] {
  const group = 'Front server';
  const at = (key: string) => ['front', key] as const;
  const hasBlock = (from: Written) =>
    isBlock(valueIn(from, at('upstream'))) || Number(valueIn(from, ['app', 'instances']) ?? 1) > 1;
  const pooled = versionOf(scenario, 'front') === '1.22' ? 0 : 32;
  return [
    knob(group, at('proxy_request_buffering'), front.proxy_request_buffering, []),
    knob(group, at('proxy_buffering'), front.proxy_buffering, []),
    knob(group, at('keepalive_timeout'), front.keepalive_timeoutUs, IDLE),
    knob(group, at('proxy_read_timeout'), front.proxy_read_timeoutUs, TIMEOUTS),
    knob(group, at('proxy_next_upstream'), front.proxy_next_upstream, [], {
      read: (from) => !isOff(valueIn(from, at('proxy_next_upstream'))),
    }),
    {
      group,
      name: 'upstream',
      words: 'an upstream block, which may keep connections; several instances have one anyway',
      path: at('upstream'),
      field: { kind: 'flag', fallback: false, choices: [] },
      stops: [],
      isMain: false,
      read: hasBlock,
      write: (from, value) => withValue(from, at('upstream'), value === true ? true : undefined),
    },
    knob(group, ['front', 'upstream', 'keepalive'], upstream.keepalive, [0, 1, 2, 8, 32], {
      name: 'upstream: keepalive',
      field: { ...upstream.keepalive, fallback: hasBlock(scenario) ? pooled : 0 },
      isMain: false,
    }),
    ...blockKnobs(),
    ...[
      knob(group, at('proxy_buffers'), front.proxy_buffersBytes, [
        '4KiB',
        '36KiB',
        '256KiB',
        '1MiB',
      ]),
      knob(group, at('proxy_max_temp_file_size'), front.proxy_max_temp_file_sizeBytes, [
        '0B',
        '1MiB',
        '100MiB',
        '1GiB',
      ]),
      knob(group, at('client_max_body_size'), front.client_max_body_sizeBytes, [
        '100kB',
        '1MiB',
        '10MiB',
        '100MiB',
        'unlimited',
      ]),
      knob(
        group,
        at('worker_connections'),
        front.worker_connections,
        [10, 50, 100, 512, 1024, 4096],
        {
          name: 'nginx: worker_connections',
        },
      ),
      knob(group, at('client_header_timeout'), front.client_header_timeoutUs, TIMEOUTS),
      knob(group, at('client_body_timeout'), front.client_body_timeoutUs, TIMEOUTS),
      knob(group, at('proxy_connect_timeout'), front.proxy_connect_timeoutUs, TIMEOUTS),
      knob(group, at('send_timeout'), front.send_timeoutUs, TIMEOUTS),
      knob(group, at('keepalive_requests'), front.keepalive_requests, [1, 10, 100, 1000]),
      knob(group, at('proxy_http_version'), front.proxy_http_version, []),
      knob(group, at('version'), front.version, [], {
        name: 'nginx: version',
        field: { ...front.version, fallback: versionOf(scenario, 'front') },
      }),
      ...hostKnob(scenario, 'front', group, 'nginx'),
    ].map(less),
  ];
}

/** What an upstream block says of its connections and of servers that fail. */
function blockKnobs(): Knob[] {
  const own = (key: string, field: AnyField, stops: Knob['stops']) =>
    knob('Front server', ['front', 'upstream', key], field, stops, {
      name: `upstream: ${key}`,
      isMain: false,
      // `upstream: true` is a block with nothing in it.
      write: (from, value) => {
        const block = valueIn(from, ['front', 'upstream']);
        const set = isRecord(block) ? block : {};
        return withValue(from, ['front', 'upstream'], { ...set, [key]: value });
      },
    });
  return [
    own('keepalive_timeout', upstream.keepalive_timeoutUs, TIMEOUTS),
    own('keepalive_requests', upstream.keepalive_requests, [1, 10, 100, 1000]),
    own('max_fails', upstream.max_fails, [0, 1, 2, 3, 5]),
    own('fail_timeout', upstream.fail_timeoutUs, TIMEOUTS),
  ];
}

/** The socket that the app server listens on. */
export function socketKnobs(scenario: Written): Knob[] {
  const kind = knob('Socket', ['socket', 'kind'], socket.kind, [], {
    write: (from, value) => {
      const next = withValue(from, ['socket', 'kind'], value);
      return value === 'unix' ? without(next, ['socket', 'rtt']) : next; // a file has no distance
    },
  });
  const backlog = [1, 5, 16, 64, 128, 511, 2048];
  const rtt = ['0s', '1ms', '5ms', '20ms', '40ms', '100ms'];
  const isRemote = hasFront(scenario) && valueIn(scenario, ['socket', 'kind']) !== 'unix';
  return [
    kind,
    knob('Socket', ['socket', 'backlog'], socket.backlog, backlog),
    ...(isRemote ? [less(knob('Socket', ['socket', 'rtt'], socket.rttUs, rtt))] : []),
  ];
}

/** Gunicorn: which workers, how many, and when they end. */
export function appKnobs(scenario: Written): Knob[] {
  const at = (key: string) => ['app', key] as const;
  const own = (key: string, field: AnyField, stops: Knob['stops'], more?: Partial<Knob>) =>
    knob('Gunicorn', at(key), field, stops, more);
  const isOld = versionOf(scenario, 'app') === '20.1';
  const choices = app.worker_class.choices.filter((each) => each !== 'asgi' || !isOld);
  const isThreaded = (from: Written) => Number(valueIn(from, at('threads')) ?? 1) > 1;
  const classOf = (from: Written) => {
    const written = valueIn(from, at('worker_class')) ?? 'sync';
    return written === 'sync' && isThreaded(from) ? 'gthread' : written; // as Gunicorn has it
  };
  return [
    ...(hasFront(scenario) ? [own('instances', app.instances, [1, 2, 3, 4, 8])] : []),
    own('worker_class', app.worker_class, [], {
      field: { ...app.worker_class, choices },
      read: classOf,
      write: (from, value) => {
        const next = withValue(from, at('worker_class'), value);
        return value === 'sync' ? without(next, at('threads')) : next;
      },
    }),
    own('workers', app.workers, WORKERS),
    own('threads', app.threads, [1, 2, 4, 8, 16, 32]),
    own('timeout', app.timeoutUs, TIMEOUTS),
    own('max_requests', app.max_requests, [0, 10, 20, 50, 100, 1000]),
    ...[
      own('worker_connections', app.worker_connections, [1, 4, 10, 100, 1000]),
      own('graceful_timeout', app.graceful_timeoutUs, TIMEOUTS),
      own('keepalive', app.keepaliveUs, IDLE),
      own('max_requests_jitter', app.max_requests_jitter, [0, 5, 10, 50, 100]),
      own('preload_app', app.preload_app, []),
      own('boot', app.bootUs, ['0s', '120ms', '500ms', '1s', '2s', '5s', '10s']),
      own('memory', app.memoryBytes, ['20MB', '60MB', '100MB', '200MB', '500MB', '1GB'], {
        name: 'worker: memory',
      }),
      own('django', app.django, []),
      ...(classOf(scenario) === 'asgi'
        ? [own('asgi_disconnect_grace_period', app.asgi_disconnect_grace_periodUs, IDLE)]
        : []),
      own('version', app.version, [], {
        name: 'Gunicorn: version',
        field: {
          ...app.version,
          fallback: versionOf(scenario, 'app'),
          // The asgi worker came with the newer one.
          choices: classOf(scenario) === 'asgi' ? ['26.1'] : app.version.choices,
        },
      }),
      ...hostKnob(scenario, 'app', 'Gunicorn', 'Gunicorn'),
    ].map(less),
  ];
}

/** Both programs of a generation at once; classic has no asgi workers. */
export const VERSION: Knob = {
  group: 'World',
  name: 'version',
  words: 'Gunicorn 26.1 and nginx 1.31 (current), or 20.1 and 1.22 (classic)',
  path: ['version'],
  field: choice('current', ['current', 'classic']),
  stops: [],
  isMain: true,
  write: (from, value) => {
    const next = withValue(from, ['version'], value);
    const path = ['app', 'worker_class'] as const;
    const isLost = valueIn(from, path) === 'asgi' && versionOf(from, 'app', value) === '20.1';
    return isLost ? withValue(next, path, 'gthread') : next;
  },
};
