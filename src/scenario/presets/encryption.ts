import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

/** Thirty pictures of the same size. */
const PICTURES = Array<'photo'>(30).fill('photo');
const ROUTES = [
  { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
  { name: 'photo', path: '/static/photo.jpg', static: true, response: '15kB' },
] as const;
/** Far away, on a fast line. */
const FAR = { rtt: '100ms', up: '20Mbit/s', down: '50Mbit/s' } as const;

const PAGE = {
  duration: '6s',
  app: { workers: 2 },
  database: 'none',
  routes: ROUTES,
} as const;
const browser = (manner: Readonly<Record<string, unknown>>) => [
  {
    name: 'browser',
    link: FAR,
    asks: 'home',
    assets: PICTURES,
    connections: 6,
    keepAlive: true,
    arrivals: { count: 1, requestsEach: 1 },
    ...manner,
  },
];

const HELLO = {
  duration: '2s',
  clients: [{ name: 'newcomer', link: FAR, asks: 'home', arrivals: [{ at: '20ms' }] }],
  app: { workers: 1 },
  database: 'none',
  routes: ROUTES,
} as const;

/** What encryption costs on a long way, and one page of thirty files in three manners. */
export const ENCRYPTION = {
  'tls-1-2': {
    title: msg('A new client over 100 ms: TLS 1.2'),
    ...HELLO,
    front: { tls: { ssl_protocols: '1.2' } },
  },
  'tls-1-3': {
    title: msg('A new client over 100 ms: TLS 1.3'),
    ...HELLO,
    front: { tls: { ssl_protocols: '1.3' } },
  },
  'thirty-files-six-connections': {
    title: msg('A page of thirty files over HTTP/1.1, six connections'),
    ...PAGE,
    clients: browser({}),
    front: { tls: true },
  },
  'thirty-files-no-keepalive': {
    title: msg('A page of thirty files, each over a connection of its own'),
    ...PAGE,
    clients: browser({ keepAlive: false }),
    front: { tls: true },
  },
  'thirty-files-http2': {
    title: msg('A page of thirty files over HTTP/2'),
    ...PAGE,
    clients: browser({}),
    front: { tls: { http2: 'on' } },
  },
} as const satisfies Record<string, WrittenScenario>;

export const ENCRYPTION_WORDS: Readonly<Record<keyof typeof ENCRYPTION, string>> = {
  'tls-1-2': msg('Two more round trips before the first byte of a request.'),
  'tls-1-3': msg('One more round trip before the first byte of a request.'),
  'thirty-files-six-connections': msg(
    'Six at a time: five rounds of a round trip each, and six greetings.',
  ),
  'thirty-files-no-keepalive': msg(
    'Every file pays for a connection and a greeting: three round trips each.',
  ),
  'thirty-files-http2': msg(
    'All thirty at once over one connection: one round trip for all of them.',
  ),
};
