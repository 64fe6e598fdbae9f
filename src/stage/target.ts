/** Something on the stage that can be acted upon. */
export type StageTarget =
  | { readonly kind: 'client'; readonly population: number; readonly client: number | null }
  | { readonly kind: 'front' }
  | { readonly kind: 'app'; readonly instance: number }
  | { readonly kind: 'worker'; readonly process: number }
  | { readonly kind: 'database' }
  | { readonly kind: 'host'; readonly host: number }
  | { readonly kind: 'request'; readonly request: number };

/** Called with what was chosen to be acted upon and where it stands on the page, for a menu to open beside it. */
export type OnAct = (target: StageTarget, at: { readonly x: number; readonly y: number }) => void;
