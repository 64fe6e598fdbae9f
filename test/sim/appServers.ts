import { DIRECT, type Ran, ran, type Written } from './runs.ts';

/** A view that sleeps, one that answers at once, and what else tests of app servers ask for. */
export const ROUTES = [
  { name: 'sleep20', path: '/sleep20', cpu: '0s', wait: '20ms', response: '6B' },
  { name: 'sleep300', path: '/sleep300', cpu: '0s', wait: '300ms', response: '6B' },
  { name: 'ping', path: '/ping', cpu: '0s', response: '5B' },
  {
    name: 'upload',
    path: '/upload',
    method: 'POST',
    cpu: '0s',
    wait: '20ms',
    body: '20kB',
    response: '27B',
  },
  { name: 'hang', path: '/hang', effect: 'hang' },
  { name: 'crash', path: '/crash', effect: 'crash' },
  { name: 'css', path: '/static/app.css', static: true, response: '20kB' },
] as const;

/** `big` stands in the tests that need one, which bring it along. */
type Route = (typeof ROUTES)[number]['name'] | 'big';

/** One request of a client on the same machine. */
export const at = (ms: number, route: Route = 'sleep20', over: Written = {}): Written => ({
  at: `${ms}ms`,
  route,
  ...over,
});

/** Silent from the start, after half the head, after half the body; and one that needs 5 s for its head. */
export const IDLE = { pace: { stops: 'before-head' } };
export const HALF_HEAD = { pace: { stops: 'mid-head' } };
export const HALF_BODY = { pace: { stops: 'mid-body' } };
export const SLOW_HEAD = { pace: { headOver: '5s' } };
export const SLOW_BODY = { pace: { bodyOver: '5s' } };

/** Requests to an app server with nothing before it, in the order given; 20 s unless said otherwise. */
export function asked(app: Written, arrivals: readonly Written[], over: Written = {}): Ran {
  return ran(DIRECT, {
    duration: '20s',
    routes: ROUTES,
    clients: [{ name: 'load', link: 'loopback', arrivals }],
    app,
    ...over,
  });
}

/** One client that asks again and again over one connection, as far as the server lets it. */
export function askedAgain(app: Written, times: number, rtt = '0s'): Ran {
  return ran(DIRECT, {
    duration: '20s',
    routes: ROUTES,
    clients: [
      {
        name: 'loop',
        link: { rtt, up: 'unlimited', down: 'unlimited' },
        asks: 'ping',
        keepAlive: true,
        arrivals: { count: 1, think: '0s', requestsEach: times },
      },
    ],
    app,
  });
}

/** How long each request took, ms; NaN = it has not ended. */
export const tookMs = ({ rows }: Ran): number[] =>
  rows.map(({ startUs, endUs }) => (endUs === null ? Number.NaN : (endUs - startUs) / 1000));

/** What became of each request: its status, or how it failed. */
export const outcomes = ({ rows }: Ran): (number | string | null)[] =>
  rows.map(({ status, error }) => status ?? error);
