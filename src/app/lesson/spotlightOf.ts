import type { ResolvedLook } from '../../lesson/lessonValues.ts';

/** What the stage lights; a worker that is looked at is pointed out in its own tier. */
export function spotlightOf({ tier, request, worker }: ResolvedLook) {
  const lit = tier ?? (worker === null ? null : 'app');
  if (!lit && request === null) return null;
  return { ...(lit ? { tier: lit } : {}), ...(request === null ? {} : { request }) };
}
