import { expect, test } from 'vitest';
import {
  firstNoticed,
  firstParting,
  noticedText,
  partingText,
} from '../../../src/insight/compare/firstParting.ts';
import { runOf, SLOW, STEADY } from './runs.ts';

test('runs of the same scenario never part, and nobody notices anything', () => {
  const [a, b] = [runOf(STEADY), runOf(STEADY)];
  expect(firstParting(a, b)).toBeNull();
  expect(firstNoticed(a, b)).toBeNull();
});

test('runs part at the very event that only one of them has', () => {
  const a = runOf(STEADY);
  const b = runOf({ ...STEADY, script: [{ at: '1s', 'add-worker': true }] });
  const parting = firstParting(a, b);
  expect(parting?.atUs).toBe(1_000_000);
  expect(b.event(parting?.b?.index ?? -1).name).toBe('intervention/applied');
  // The other run goes on with its next event, which the sentence says.
  expect(a.at(parting?.a?.index ?? -1)).toBeGreaterThan(1_000_000);
  expect(a.at((parting?.a?.index ?? 0) - 1)).toBeLessThanOrEqual(1_000_000);
  expect(partingText(parting as NonNullable<typeof parting>, 'left', 'right')).toMatch(
    /^“left”: next, at 1\.\d{3} s, .*“right”: .*worker/,
  );
});

test('more workers make no difference until there is one that the others had not', () => {
  const a = runOf({ ...SLOW, front: 'none', app: { workers: 2 } });
  const b = runOf({ ...SLOW, front: 'none', app: { workers: 3 } });
  const parting = firstParting(a, b);
  // Both uploads are taken alike; the third request finds a worker only where there are three.
  expect(parting?.atUs).toBe(1_020_000);
  expect(b.event(parting?.b?.index ?? -1)).toMatchObject({ name: 'worker/accepted', request: 2 });
});

test('the order of events within a moment is no parting', () => {
  const clients = [
    { name: 'one', arrivals: [{ at: '1s' }] },
    { name: 'two', arrivals: [{ at: '1s' }] },
  ];
  const a = runOf({ ...STEADY, clients });
  const b = runOf({ ...STEADY, clients: [...clients].reverse() });
  // Whoever is first in line is served first, so they do part; not where both only come.
  const parting = firstParting(a, b);
  expect(parting === null || parting.atUs > 1_000_000).toBe(true);
});

test('what a client notices first is the first ending that is not alike', () => {
  const a = runOf(SLOW);
  const b = runOf({ ...SLOW, front: 'none' });
  const noticed = firstNoticed(a, b);
  expect(noticed?.difference.a.request).toBe(2);
  expect(noticed?.atUs).toBe(noticed?.difference.a.endUs);
  expect(noticedText(noticed?.difference as never, 'left', 'right')).toMatch(
    /^#3: 200 after \d+ ms in “left”, 200 after [\d.]+ s in “right”\.$/,
  );
});

test('a run without events parts where the other begins', () => {
  const empty = runOf({ ...STEADY, clients: [{ name: 'nobody', arrivals: [] }] });
  const parting = firstParting(runOf(STEADY), empty);
  expect(parting?.b).toBeNull();
  expect(partingText(parting as NonNullable<typeof parting>, 'a', 'b')).toContain(
    '“b”: nothing more happens.',
  );
});
