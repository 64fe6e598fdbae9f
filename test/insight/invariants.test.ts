import { describe, expect, test } from 'vitest';
import { lanes } from '../../src/insight/lanes.ts';
import type { Scene } from '../../src/insight/scene/scene.ts';
import { sceneAfter, sceneAt } from '../../src/insight/scene/sceneAt.ts';
import { series } from '../../src/insight/series.ts';
import type { Run, Series } from '../../src/insight/shapes.ts';
import { waterfall } from '../../src/insight/waterfall.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { NAMES, runOf } from './realRuns.ts';
import { SLOT_NAMES, slotRunOf } from './realSlotRuns.ts';

/** What holds for every run at every moment, asked of runs of the real engine. */

const MOMENTS = 41;
/** Long runs of many requests are asked less often: a scene of theirs holds more. */
const MOMENTS_OF_LONG = 9;
const momentsOf = (run: Run): number[] => {
  const n = run.length > 4_000 ? MOMENTS_OF_LONG : MOMENTS;
  return Array.from({ length: n }, (_, k) => Math.round((run.endUs * k) / (n - 1)));
};

const valueAt = (s: Series, atUs: number): number =>
  s.value[s.atUs.findLastIndex((u) => u <= atUs)] ?? 0;

const ALL = [
  ...NAMES.map((name) => [name, () => runOf(name)] as const),
  ...SLOT_NAMES.map((name) => [name, () => slotRunOf(name)] as const),
];

describe.each(ALL)('%s', (_, make) => {
  const run = make();

  test('a scene agrees with itself', () => {
    for (const atUs of momentsOf(run)) {
      const scene = sceneAt(run, atUs);
      const { counts } = scene;
      expect(counts.arrived).toBe(
        counts.inFlight + counts.answered + counts.refused + counts.failed + counts.abandoned,
      );
      expect(scene.tokens.filter((t) => t.outcome === 'in-flight')).toHaveLength(counts.inFlight);
      expect(scene.populations.reduce((n, p) => n + p.inFlight, 0)).toBe(counts.inFlight);
      expect(new Set(scene.tokens.map((t) => t.request)).size).toBe(scene.tokens.length);
      expect(
        scene.tokens
          .filter((t) => t.place === 'backlog')
          .map((t) => t.request)
          .sort(rising),
      ).toEqual([...scene.backlog.requests].sort(rising));
      expect(
        holdings(scene.tokens.flatMap((t) => (t.worker === null ? [] : [[t.worker, t.request]]))),
      ).toEqual(
        holdings(scene.workers.flatMap((w) => (w.request === null ? [] : [[w.worker, w.request]]))),
      );
      for (const t of scene.tokens) checkToken(t, scene);
    }
  });

  test('a scene after all events of a moment is the scene at that moment', () => {
    for (const atUs of momentsOf(run)) {
      const count = run.countUntil(atUs);
      if (count > 0) expect(sceneAfter(run, count, atUs)).toEqual(sceneAt(run, atUs));
    }
  });

  test('lanes of workers have no gap and say what the scene says', () => {
    for (const { key, kind, spans } of lanes(run)) {
      const ordered = spans.every((s, k) => {
        const before = spans[k - 1];
        const follows = kind === 'worker' ? before?.untilUs === s.fromUs : true;
        return s.untilUs > s.fromUs && (!before || (s.fromUs >= before.fromUs && follows));
      });
      expect(ordered, key).toBe(true);
    }
    const workers = lanes(run).filter((lane) => lane.kind === 'worker');
    for (const atUs of momentsOf(run)) {
      const views = new Map(sceneAt(run, atUs).workers.map((w) => [w.worker, w]));
      for (const lane of workers) {
        const span = lane.spans.findLast((s) => s.fromUs <= atUs && atUs < s.untilUs);
        const view = views.get(lane.actor ?? -1);
        // Greenlets and tasks are listed while they are busy.
        if (!span || (!view && span.request === null)) continue;
        const state = view?.isLocked ? 'locked' : view?.hasEnded ? 'ended' : view?.state;
        expect([span.state, span.request]).toEqual([state, view?.request]);
      }
    }
  });

  test('what processes and app servers have is what their requests say', () => {
    for (const atUs of momentsOf(run)) {
      const scene = sceneAt(run, atUs);
      const of = (place: string) => scene.tokens.filter((t) => t.place === place);
      for (const p of scene.processes) {
        expect(p.busy).toBe(
          scene.workers.filter((w) => w.process === p.process && w.request !== null).length,
        );
        expect(p.idleConnections).toBeGreaterThanOrEqual(0);
        for (const r of p.pooled)
          expect(of('pool').find((t) => t.request === r)?.process, `#${r + 1}`).toBe(p.process);
      }
      expect(scene.instances.flatMap((s) => s.backlog.requests).sort(rising)).toEqual(
        [...scene.backlog.requests].sort(rising),
      );
      for (const lock of scene.database?.locks ?? [])
        expect(new Set([lock.holder, ...lock.waiting]).size).toBe(lock.waiting.length + 1);
    }
  });

  test('series say what the scene says', () => {
    const s = series(run);
    for (const atUs of momentsOf(run)) {
      const scene = sceneAt(run, atUs);
      expect(valueAt(s.backlog, atUs)).toBe(scene.backlog.requests.length);
      expect(valueAt(s.inFlight, atUs)).toBe(scene.counts.inFlight);
      expect(valueAt(s.busyWorkers, atUs)).toBe(
        scene.workers.filter((w) => w.request !== null).length,
      );
    }
  });

  test('a waterfall fits the life of its request', () => {
    for (const row of requestTable(run)) {
      const stretches = waterfall(run, row.id);
      expect(stretches[0]?.fromUs ?? row.startUs).toBe(row.startUs);
      for (const s of stretches)
        if (s.untilUs !== null) expect(s.untilUs).toBeGreaterThan(s.fromUs);
      if (row.acceptedUs !== null && row.releasedUs !== null) {
        const held = stretches
          .filter((s) => s.holdsWorker && s.depth === 0)
          .reduce((sum, s) => sum + ((s.untilUs ?? run.endUs) - s.fromUs), 0);
        // Gunicorn's own work around the view belongs to no stretch but is time of the worker.
        expect(held).toBeLessThanOrEqual(row.releasedUs - row.acceptedUs);
      }
    }
  });
});

const rising = (a: number, b: number): number => a - b;

function holdings(pairs: number[][]): string[] {
  return pairs.map((p) => p.join()).sort();
}

function checkToken(t: Scene['tokens'][number], scene: Scene): void {
  expect(t.progress).toBeGreaterThanOrEqual(0);
  expect(t.progress).toBeLessThanOrEqual(1);
  expect(t.sinceUs).toBeGreaterThanOrEqual(0);
  expect(t.sinceUs).toBeLessThanOrEqual(scene.atUs);
  expect(t.bytesSent).toBeGreaterThanOrEqual(0);
  expect(t.bytesSent).toBeLessThanOrEqual(t.bytesTotal);
  expect(t.bytesReceived).toBeLessThanOrEqual(t.responseBytes);
  expect(t.words).not.toMatch(/undefined|NaN/);
  if (t.queuePosition !== null) expect(scene.backlog.requests[t.queuePosition]).toBe(t.request);
}
