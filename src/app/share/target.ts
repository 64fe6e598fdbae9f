import { isInCourse } from '../course/catalog.ts';
import { takenLink } from '../prepare/taken.ts';
import { parseRoute } from '../route.ts';

/** What a link leads to, as far as it can be shown in another page. */
export type ShareTarget =
  | {
      readonly is: 'lesson';
      readonly lesson: string;
      readonly step: number | null;
      readonly atUs: number | null;
      readonly seed: number | null;
      readonly set: string | null;
    }
  /** `state`: the packed scenario. */
  | { readonly is: 'scenario'; readonly state: string }
  /** `packed`: a whole prepared lesson. */
  | { readonly is: 'prepared'; readonly packed: string }
  /** A page that is not embedded; `isOwn`: a lesson from a file, which nobody else has. */
  | { readonly is: 'page'; readonly isOwn: boolean };

/** What the link of a page leads to. */
export function targetOf(link: string): ShareTarget {
  const route = parseRoute(new URL(link).hash);
  if (route.page === 'sandbox' && route.state !== null)
    return { is: 'scenario', state: route.state };
  if (route.page === 'take') return { is: 'prepared', packed: route.packed };
  if (route.page !== 'lesson') return { is: 'page', isOwn: false };
  if (!isInCourse(route.lesson)) return { is: 'page', isOwn: true };
  const seed = Number(route.seed);
  return {
    is: 'lesson',
    lesson: route.lesson,
    step: route.step,
    atUs: route.moment?.atUs ?? null,
    seed: route.seed !== undefined && Number.isInteger(seed) ? seed : null,
    set: route.set ?? null,
  };
}

/** The folder of the site that a link leads to, with a slash at its end. */
export const siteOf = (link: string): string => {
  const { origin, protocol, host, pathname } = new URL(link);
  const base = origin === 'null' ? `${protocol}//${host}` : origin;
  return `${base}${pathname.replace(/[^/]*$/, '')}`;
};

/**
 * The link that leads there on every device: a lesson that was taken from a link stands under its own name on this device alone, so the link it was
 * taken from is handed on, whole.
 */
export function linkForAll(link: string): string {
  const route = parseRoute(new URL(link).hash);
  const taken = route.page === 'lesson' ? takenLink(route.lesson) : null;
  return taken === null ? link : new URL(`#${taken}`, link).href;
}
