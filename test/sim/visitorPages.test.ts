import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, ran, tally, type Written } from './runs.ts';

const routes = [
  { name: 'page', cpu: '0s', wait: '50ms' },
  { name: 'css', cpu: '0s', wait: '20ms' },
  { name: 'image', cpu: '0s', wait: '100ms' },
  { name: 'broken', cpu: '0s', effect: 'crash' },
];
const app = { workers: 8 };

/** One visitor who asks for a page at once. */
const visiting = (over: Written, more: Written = {}) =>
  ran(DIRECT, {
    clients: [
      arriving('browser', [{ at: '1s' }], { connections: 6, assets: ['css', 'image'], ...over }),
    ],
    app,
    routes,
    ...more,
  });

describe('C11 a page brings its files: all are asked for as soon as it is there', () => {
  test('each once, at once, and each says which page it belongs to', () => {
    const { rows, of, recording } = visiting({ assets: ['css', 'image', 'css'] });
    expect(rows.map((row) => recording.seed(row.id).route)).toEqual([0, 1, 2, 1]);
    const pageEnd = rows[0]?.endUs;
    expect(rows.slice(1).map((row) => row.startUs)).toEqual([pageEnd, pageEnd, pageEnd]);
    expect(of('request/followed').map(({ request, arg }) => [request, arg])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    const indices = of('request/started').map((event) => event.index);
    for (const { index } of of('request/followed')) expect(indices).toContain(index - 1);
  });

  test('it is loaded when the last of them has ended, counted from its own start', () => {
    const { rows, of } = visiting({});
    const [loaded] = of('page/loaded');
    expect(loaded?.at).toBe(rows[2]?.endUs);
    expect(loaded?.request).toBe(0);
    expect(loaded?.arg).toBe((rows[2]?.endUs ?? 0) - (rows[0]?.startUs ?? 0));
    expect(of('page/loaded').length).toBe(1);
  });

  test('however they ended', () => {
    const { rows, of } = visiting({ assets: ['broken', 'css'] });
    expect(rows.map((row) => row.outcome)).toEqual(['answered', 'failed', 'answered']);
    expect(of('page/loaded').length).toBe(1);
  });

  test('a page that is not there brings nothing, and is never loaded', () => {
    const { rows, of } = visiting({ asks: 'broken' });
    expect(rows.length).toBe(1);
    expect(of('page/loaded')).toEqual([]);
    const notFound = { ...BEHIND_NGINX, front: { locations: [{ match: '/', return: 404 }] } };
    expect(visiting({}, notFound).rows.map((row) => row.status)).toEqual([404]);
  });

  test('nor does what the visitor asks for beside its pages', () => {
    const { rows } = visiting({ asks: 'page', arrivals: [{ at: '1s', route: 'css' }] });
    expect(rows.length).toBe(1);
  });

  test('a file brings no files, even where it is asked for as a page too', () => {
    const { rows } = visiting({ asks: 'css', assets: ['css', 'css'] });
    expect(rows.length).toBe(3);
  });

  test('over no more connections than the visitor has', () => {
    const { rows } = visiting({ connections: 1, assets: ['image', 'image', 'image'] });
    expect(rows.map((row) => Math.floor((row.endUs ?? 0) / 50_000))).toEqual([21, 23, 25, 27]);
    expect(new Set(rows.slice(1).map((row) => row.startUs)).size).toBe(1);
  });

  test('a closed loop thinks after the page is loaded, and files do not count as its requests', () => {
    const { of, rows } = visiting({ arrivals: { count: 2, think: '1s', requestsEach: 3 } });
    expect(rows.length).toBe(18);
    const pages = rows.filter((row) => of('request/followed', row.id).length === 0);
    expect(pages.length).toBe(6);
    const loaded = of('page/loaded').map((event) => event.at);
    const starts = pages.map((row) => row.startUs).filter((at) => at > 0);
    expect(starts.map((at) => at - 1_000_000)).toEqual(loaded.slice(0, 4));
  });

  test('each visitor has files of its own', () => {
    const { rows, of } = visiting({ arrivals: { every: '10ms', until: '1s' } }, { duration: '5s' });
    expect(rows.length).toBe(300);
    const perPage = tally(of('request/followed').map((event) => event.arg));
    expect(new Set(Object.values(perPage))).toEqual(new Set([2]));
    expect(of('page/loaded').length).toBe(100);
  });
});
