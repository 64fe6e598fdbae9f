/**
 * What somebody points at or has the focus on, in whatever instrument: lit in all of them. Selecting is another matter (it opens the
 * inspector and stands in links); pointing passes.
 */
export interface Pointed {
  /** Request by index, or null. */
  readonly request: number | null;
  /** Slot by index (see `recording.slots`), or null. */
  readonly worker: number | null;
}

/** The one place where the views of a page tell each other what is pointed at. */
export interface Pointer {
  get(): Pointed;
  /** Points at something; what is left out is null. `point({})` points at nothing. */
  point(at: Partial<Pointed>): void;
  /** Called on every change. Returns the way to stop. */
  subscribe(listener: (pointed: Pointed) => void): () => void;
}

const NOTHING: Pointed = { request: null, worker: null };

/** A pointer that points at nothing yet. */
export function createPointer(): Pointer {
  const listeners = new Set<(pointed: Pointed) => void>();
  let pointed = NOTHING;
  return {
    get: () => pointed,
    point({ request = null, worker = null }) {
      if (request === pointed.request && worker === pointed.worker) return;
      pointed = request === null && worker === null ? NOTHING : { request, worker };
      for (const listener of [...listeners]) listener(pointed);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
