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
  const made = new Lookups(scene);
  known.set(scene, made);
  return made;
}

/** Each table is made when it is first asked for: of five thousand tokens most frames need none. */
class Lookups implements SceneIndex {
  private readonly scene: Scene;
  private byRequest: Map<number, Token> | null = null;
  private bySlot: Map<number, WorkerView> | null = null;
  private bodies: Set<number> | null = null;
  private answers: Set<number> | null = null;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  get tokens(): ReadonlyMap<number, Token> {
    this.byRequest ??= new Map(this.scene.tokens.map((t) => [t.request, t]));
    return this.byRequest;
  }
  get workers(): ReadonlyMap<number, WorkerView> {
    this.bySlot ??= new Map(this.scene.workers.map((w) => [w.worker, w]));
    return this.bySlot;
  }
  get requestBuffers(): ReadonlySet<number> {
    this.bodies ??= new Set(
      this.scene.fronts.flatMap((f) => f.requestBuffers.map((b) => b.request)),
    );
    return this.bodies;
  }
  get responseBuffers(): ReadonlySet<number> {
    this.answers ??= new Set(
      this.scene.fronts.flatMap((f) => f.responseBuffers.map((b) => b.request)),
    );
    return this.answers;
  }
}
