/** In the place of `shell/fetchAhead.ts`, which knows all pages of the site: in a single file everything is here already. */
export const fetchWhenIdle = (_parts: readonly (() => Promise<unknown>)[]): void => {};
