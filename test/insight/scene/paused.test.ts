import { expect, test } from 'vitest';
import { sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import { ran } from '../../sim/runs.ts';

const { recording } = ran(
  {},
  {
    duration: '9s',
    clients: [{ name: 'one', arrivals: [{ at: '100ms' }] }],
    app: { workers: 2, timeout: '3s' },
    database: 'none',
    routes: [{ name: 'home', wait: '1s' }],
    script: [
      { at: '500ms', 'hang-worker': { worker: 1, for: '1s' } },
      { at: '500ms', 'hang-worker': { worker: 2, for: '1s' } },
    ],
  },
);

test('G20 a worker that stands still says so, with what it keeps and until when it may', () => {
  const during = sceneAt(recording as never, 700_000).workers;
  const busy = during.find(({ request }) => request === 0);
  const idle = during.find(({ request }) => request === null);
  expect(busy?.words).toBe('stands still (SIGSTOP), keeps #1');
  expect(idle?.words).toBe('stands still (SIGSTOP)');
  // The busy one has been silent since it accepted, the idle one since it was stopped.
  expect(idle?.timeoutInUs).toBe(2_800_000);
  expect(busy?.timeoutInUs).toBeLessThan(2_600_000);
  const after = sceneAt(recording as never, 3_000_000).workers;
  expect(after.map(({ words }) => words)).toEqual(['idle', 'idle']);
  expect(after.map(({ timeoutInUs }) => timeoutInUs)).toEqual([null, null]);
});
