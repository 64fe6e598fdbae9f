/** Lists of transitions that several states of nginx's chart share: what may come next. */

/** No connection to the app server came about. */
const noUpstream = [
  {
    guard: 'noConnectionLeft',
    target: '#front.open.answering',
    actions: ['answerNoConnection'],
  },
  { guard: 'upstreamDrops', target: '#front.open.retrying', reenter: true, actions: ['noteRetry'] },
  {
    guard: 'triesNext',
    target: '#front.open.choosing',
    reenter: true,
    actions: ['noteUpstreamRefused', 'goOn'],
  },
  { target: '#front.open.answering', actions: ['noteUpstreamRefused', 'answerRefused'] },
] as const;

/** To the app server that is meant, over a connection of its own. */
export const connectUpstream = [
  { guard: 'upstreamAdmits', target: '#front.open.proxying', actions: ['connectUpstream'] },
  ...noUpstream,
] as const;

/** Where there is only one way to the app server, it needs no choice. */
export const toAppServer = [
  { guard: 'mustChoose', target: '#front.open.choosing', actions: [] },
  ...connectUpstream,
] as const;

/** What the cache has needs no app server. */
export const toUpstream = [
  { guard: 'usesCache', target: '#front.open.searching', actions: [] },
  ...toAppServer,
] as const;

/** The same transitions with something to note first. */
export function noting<T extends { readonly actions: readonly string[] }>(
  transitions: readonly T[],
  ...notes: string[]
) {
  return transitions.map((transition) => ({
    ...transition,
    actions: [...notes, ...transition.actions],
  })) as unknown as readonly T[];
}

export const afterTimeout = [
  { guard: 'triesNextInTime', target: '#front.open.choosing', actions: ['goOnInTime'] },
  { target: '#front.open.answering', actions: ['answerTimeout'] },
] as const;

/** limit_req has let it through, or there is none. */
export const afterLimit = [
  { guard: 'isStatic', target: '#front.open.answering', actions: ['serveStatic'] },
  { guard: 'buffersBody', target: '#front.open.readingBody', actions: ['noteBody'] },
  ...noting(toUpstream, 'noteBody'),
] as const;

/** The ordinary case stands first: a page that goes straight on. */
export const afterHead = [
  {
    guard: 'goesStraightOn',
    target: '#front.open.proxying',
    actions: ['noteHead', 'noteBody', 'connectUpstream'],
  },
  { guard: 'isTooLarge', target: '#front.open.answering', actions: ['noteHead', 'answerTooLarge'] },
  { guard: 'isReturn', target: '#front.open.answering', actions: ['noteHead', 'answerReturn'] },
  { guard: 'isLimited', target: '#front.open.limiting', actions: ['noteHead'] },
  ...noting(afterLimit, 'noteHead'),
] as const;
