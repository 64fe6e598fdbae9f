import { NONE } from '../../recording/vocabulary.ts';
import type { Gunicorn, Route } from '../../scenario/scenario.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import type { WorkerFold } from '../state/world.ts';
import type { Moment } from './whyHeld.ts';

/** What the slots of one process share: the interpreter, and with Django 3.2 under asgi one thread for sync code. */

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

/** `, in its part "template"`, or nothing. */
export function partName(run: Run, w: WorkerFold): string {
  const part = w.request === NONE ? undefined : circumstances(run, w.request).route.spans?.[w.span];
  return part ? `, in its part "${part.name}",` : '';
}

/** Whether a request runs in the one thread that Django 3.2 has for sync code in an asgi worker. */
export function hasSyncThread(run: Run, request: number): boolean {
  const { app } = run.scenario;
  if (app.worker_class !== 'asgi' || app.django !== '3.2' || request === NONE) return false;
  return !circumstances(run, request).route.isAsync;
}

/**
 * Whether `--timeout` can see that a view never returns. A sync worker shows that it lives between requests only; the others do so from
 * their main loop, which goes on unless the view itself runs in it and does not give way.
 */
export function timeoutSees(app: Gunicorn, route: Route): boolean {
  switch (app.worker_class) {
    case 'sync':
      return true;
    case 'gthread':
      return false;
    case 'gevent':
      return route.effect === 'spin';
    case 'asgi':
      return route.effect === 'spin' && route.isAsync;
  }
}

/** What a slot does while its view sleeps. */
export function whileSleeping(app: Gunicorn, route: Route): string {
  switch (app.worker_class) {
    case 'sync':
      return 'a sync worker does nothing else meanwhile';
    case 'gthread':
      return 'its thread does nothing else meanwhile';
    case 'gevent':
      return 'only its own greenlet waits, the process serves others meanwhile';
    case 'asgi':
      return route.isAsync
        ? 'only its own task waits, the process serves others meanwhile'
        : 'the thread that runs its sync code does nothing else meanwhile';
  }
}
