import type { Scene, Token, WorkerView } from '../insight/scene/scene.ts';

/** What is looked up in a scene many times a frame. Made once per scene, when first asked for. */
export interface SceneIndex {
  readonly tokens: ReadonlyMap<number, Token>;
  readonly workers: ReadonlyMap<number, WorkerView>;
  /** Requests whose body, and whose answer, a front server holds. */
  readonly requestBuffers: ReadonlySet<number>;
  readonly responseBuffers: ReadonlySet<number>;
}

const known = new WeakMap<Scene, SceneIndex>();

export function indexOf(scene: Scene): SceneIndex {
  const before = known.get(scene);
  if (before) return before;
  const made = {
    tokens: new Map(scene.tokens.map((t) => [t.request, t])),
    workers: new Map(scene.workers.map((w) => [w.worker, w])),
    requestBuffers: new Set(scene.fronts.flatMap((f) => f.requestBuffers.map((b) => b.request))),
    responseBuffers: new Set(scene.fronts.flatMap((f) => f.responseBuffers.map((b) => b.request))),
  };
  known.set(scene, made);
  return made;
}
