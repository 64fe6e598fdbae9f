import { t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { nounText } from '../nouns.ts';
import { type AppProgram, appProgram, processLimit, runsInLoop } from '../programs.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import type { WorkerFold } from '../state/world.ts';
import type { Moment } from './whyHeld.ts';

/** What the slots of one process share: the interpreter, and with Django 3.2 on an event loop one thread for sync code. */

/** Whether a slot computes rather than sleeps, as far as its route and the part of it that runs tell. */
export function computes(m: Moment, w: WorkerFold): boolean {
  if (w.state !== 'running' || w.request === NONE) return false;
  const { route } = circumstances(m.run, w.request);
  if (route.effect === 'spin') return true;
  if (route.effect !== 'none') return false;
  const part = route.spans?.[w.span];
  if (part) return part.cpuUs > 0 && part.cpuUs >= part.waitUs;
  return route.cpuUs > 0 && route.cpuUs >= m.run.seed(w.request).waitUs;
}

/** Name of the part of its view that a slot runs, or null. */
export function partName(run: Run, w: WorkerFold): string | null {
  const part = w.request === NONE ? undefined : circumstances(run, w.request).route.spans?.[w.span];
  return part?.name ?? null;
}

/** Whether a request runs in the one thread that a process has for all sync code. */
export function hasSyncThread(run: Run, request: number): boolean {
  if (request === NONE || !appProgram(run.scenario).traits.hasOneSyncThread) return false;
  return !circumstances(run, request).route.isAsync;
}

/**
 * Whether the limit on processes sees that a view never returns. A process that takes its own connections shows that it lives between
 * requests only; the others do so from their main loop, which goes on unless the view itself runs in it and does not give way. A limit on
 * requests sees each.
 */
export function timeoutSees(app: AppProgram, route: Route): boolean {
  if (processLimit(app)?.of === 'request' || !app.traits.acceptsInLoop) return true;
  return route.effect === 'spin' && runsInLoop(app, route.isAsync);
}

/** What a slot does while its view sleeps. */
export function whileSleeping(app: AppProgram, route: Route): string {
  const { slotsPerProcess, slotWord, loopRunsViews } = app.traits;
  const slot = nounText(slotWord);
  if (slotsPerProcess === 1)
    return t('{who} does nothing else meanwhile##who: a sync worker, a process', {
      who: app.aProcess,
    });
  if (!loopRunsViews)
    return t('its {slot} does nothing else meanwhile##slot: thread, greenlet', { slot });
  return runsInLoop(app, route.isAsync)
    ? t('only its own {slot} waits, the process serves others meanwhile##slot: task', { slot })
    : t('the thread that runs its sync code does nothing else meanwhile');
}
