import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, ran } from './runs.ts';

const spans = [
  { kind: 'middleware', name: 'sessions', cpu: '1ms', queries: 1, query: '200us' },
  { kind: 'urls', cpu: '100us' },
  { kind: 'view', cpu: '2ms' },
  { kind: 'orm', name: 'books', queries: 3, query: '1ms', cpu: '500us' },
  { kind: 'template', cpu: '4ms', wait: '10ms' },
];
const run = (over = {}, script: object[] = []) =>
  ran(BEHIND_NGINX, {
    hosts: { lab: { cores: 2 }, db: { cores: 2 } },
    database: { rtt: '0s', connect: '5ms', host: 'db' },
    app: { workers: 1 },
    routes: [{ name: 'books', path: '/books', cpu: '0s', spans, ...over }],
    clients: [arriving('load', [{ at: '1s' }])],
    script,
  });

describe('D10 the named parts of a route', () => {
  test('happen in their order, each with its own work, queries and wait', () => {
    const { of } = run();
    const begun = of('span/entered');
    const ended = of('span/left');
    expect(begun.map((event) => event.arg)).toEqual([0, 1, 2, 3, 4]);
    expect(ended.map((event) => event.arg)).toEqual([0, 1, 2, 3, 4]);
    const tookUs = ended.map((event, k) => event.at - (begun[k]?.at ?? 0));
    // Query 0.2 and work 1 after a connect that belongs to the first; 3 × 1 and 0.5; a sleep wakes 0.4 ms late.
    expect(tookUs.slice(1)).toEqual([100, 2_000, 3_500, 14_400]);
    expect(of('query/started').map((event) => event.arg)).toEqual([1, 2, 3, 4]);
  });

  test('the route’s own work comes on top of them', () => {
    const took = (over: object) => {
      const { of } = run(over);
      return (of('view/left')[0]?.at ?? 0) - (of('view/entered')[0]?.at ?? 0);
    };
    expect(took({ cpu: '3ms', wait: '7ms' }) - took({})).toBe(3_000 + 7_400);
  });

  test('one that breaks off in an error is left all the same', () => {
    const { of, statuses } = run({}, [{ at: '1.004s', 'restart-database': '1s' }]);
    expect(statuses).toEqual([500]);
    expect(of('span/entered').length).toBe(of('span/left').length);
  });

  test('a crash comes after them and before the route’s own work', () => {
    const { of } = run({ effect: 'crash' });
    expect(of('span/left').map((event) => event.arg)).toEqual([0, 1, 2, 3, 4]);
    expect(of('view/left')).toEqual([]);
  });
});
