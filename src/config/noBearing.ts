import { msg, t } from '../language/t.ts';

export const NO_BEARING = msg('It has no bearing on timing here.');
export const PROXY_PROTOCOL = msg('The PROXY protocol has no bearing on timing here.');

/** Whether that is the reason why something is left out, in the language that is spoken. */
export const hasNoBearing = (why: string): boolean =>
  why === t(NO_BEARING) || why === t(PROXY_PROTOCOL);
