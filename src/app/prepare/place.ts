/** What of the lesson is being edited. */
export type Place =
  | { readonly is: 'about' }
  | { readonly is: 'run'; readonly name: string }
  | { readonly is: 'step'; readonly index: number };

/** Where the field of a problem stands, by the path that the problem names. */
export function placeOf(at: string): Place {
  const step = /^steps\[(\d+)\]/.exec(at)?.[1];
  if (step !== undefined) return { is: 'step', index: Number(step) };
  const run = /^runs\.([a-z][a-z0-9-]*)/.exec(at)?.[1];
  return run === undefined ? { is: 'about' } : { is: 'run', name: run };
}
