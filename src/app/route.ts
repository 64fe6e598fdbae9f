/** Where in the site a person is. The address after `#` says it all, so the site works from any folder and offline. */
export type Route =
  /** `search`: what is looked for in it; absent where nothing is. */
  | { readonly page: 'course'; readonly search?: string }
  | {
      readonly page: 'lesson';
      readonly lesson: string;
      /** Step as counted by people, from 1, or null for wherever the learner left off. */
      readonly step: number | null;
      /** A moment and a request someone shared, or null. */
      readonly moment: Moment | null;
      /** Another chance than the lesson's own, and where the knobs of the step stand: `?seed=12&set=3.1.2`, still unread. */
      readonly seed?: string;
      readonly set?: string;
      /** For whoever presents the lesson: every step is open and the notes are shown; `notes`: only these. */
      readonly skip?: true;
      readonly notes?: true;
      /** For whoever comes for the moment that proves an answer: every step is open, without notes. */
      readonly proof?: true;
    }
  /** `state` is the packed scenario of a shared link, still unread; null opens the sandbox as it was left. `tab`: the instrument to open with it; `share`: of the height that instruments get, percent. */
  | {
      readonly page: 'sandbox';
      readonly state: string | null;
      readonly tab?: string;
      readonly share?: number;
    }
  /** A lesson on a lecturer's screen; `step` as counted by people. */
  | { readonly page: 'present'; readonly lesson: string; readonly step: number | null }
  /** What the lecturer sees of it in another window; `channel` names the presentation, still unread. */
  | { readonly page: 'speaker'; readonly lesson: string; readonly channel: string }
  /** Deployments side by side: one of the ready-made comparisons by name, or `state`, a packed one, still unread; the choice of them without either. */
  | {
      readonly page: 'compare';
      readonly readyMade: string | null;
      readonly state: string | null;
      /** Where to look in a ready-made one; a packed one says so itself. */
      readonly moment?: Moment;
    }
  /** A measured case beside the model, by its technical name. */
  | { readonly page: 'case'; readonly name: string; readonly moment?: Moment }
  /** Moments worth seeing, each with its picture. */
  | { readonly page: 'gallery' }
  /** The words of the field; `term`: the slug of one of them, or null. */
  | { readonly page: 'glossary'; readonly term: string | null }
  /** Questions with their answers: all of them, or one by its id. */
  | { readonly page: 'answers'; readonly answer: string | null }
  /** How well the simulator meets what was measured, case by case. */
  | { readonly page: 'truth' }
  /** What is promised to everybody, and how it is known. */
  | { readonly page: 'accessibility' }
  /** For whoever teaches: lessons handed out, answers collected. */
  | { readonly page: 'class' }
  /** Lessons prepared by instructors; `draft`: one of them by its name on this device, or null for the choice. */
  | { readonly page: 'prepare'; readonly draft: string | null }
  /** A prepared lesson in the address itself, still unread. */
  | { readonly page: 'take'; readonly packed: string }
  | { readonly page: 'unknown'; readonly asked: string };

export interface Moment {
  readonly atUs: number;
  readonly request: number | null;
}

const SANDBOX = /^s=(.*?)(?:&tab=([a-z]{1,20}))?(?:&share=(\d{2}))?$/s;
const COMPARE = /^\/compare(?:\/([a-z0-9-]+))?\/?$/;
const CASE = /^\/compare\/case\/([^/]{1,200})\/?$/;
const GLOSSARY = /^\/glossary(?:\/([a-z0-9-]{1,80}))?\/?$/;
const ANSWERS = /^\/answers(?:\/([a-z0-9-]{1,80}))?\/?$/;
const PREPARE = /^\/prepare(?:\/([a-z0-9-]{1,40}))?\/?$/;
const LESSON = /^\/(lesson|present|speaker)\/([a-z0-9-]+)(?:\/step-(\d{1,3}))?\/?$/;

/** Reads the part of the address from `#` on. Never throws: what it does not know is `unknown`, with what was asked. */
export function parseRoute(hash: string): Route {
  const address = hash.replace(/^#/, '');
  if (address === '' || address === '/') return { page: 'course' };
  if (address.startsWith('s=')) {
    const [, state = '', tab, share] = SANDBOX.exec(address) ?? [];
    return {
      page: 'sandbox',
      state,
      ...(tab === undefined ? {} : { tab }),
      ...(share === undefined ? {} : { share: Number(share) }),
    };
  }
  if (address.startsWith('l=')) return { page: 'take', packed: address.slice(2) };
  if (address.startsWith('c='))
    return { page: 'compare', readyMade: null, state: address.slice(2) };
  const [path = '', query = ''] = address.split('?', 2);
  if (path === '/') {
    const search = decoded(/(?:^|&)q=([^&]{1,600})/.exec(query)?.[1] ?? '');
    return search === '' ? { page: 'course' } : { page: 'course', search };
  }
  if (/^\/sandbox\/?$/.test(path)) return { page: 'sandbox', state: null };
  const moment = parseMoment(query);
  const looking = moment ? { moment } : {};
  const compare = COMPARE.exec(path);
  if (compare) return { page: 'compare', readyMade: compare[1] ?? null, state: null, ...looking };
  const measured = CASE.exec(path);
  if (measured) return { page: 'case', name: decoded(measured[1] as string), ...looking };
  if (/^\/gallery\/?$/.test(path)) return { page: 'gallery' };
  if (/^\/truth\/?$/.test(path)) return { page: 'truth' };
  if (/^\/accessibility\/?$/.test(path)) return { page: 'accessibility' };
  if (/^\/class\/?$/.test(path)) return { page: 'class' };
  const prepare = PREPARE.exec(path);
  if (prepare) return { page: 'prepare', draft: prepare[1] ?? null };
  const glossary = GLOSSARY.exec(path);
  if (glossary) return { page: 'glossary', term: glossary[1] ?? null };
  const answers = ANSWERS.exec(path);
  if (answers) return { page: 'answers', answer: answers[1] ?? null };
  const [, page, lesson, nth] = LESSON.exec(path) ?? [];
  if (lesson !== undefined) {
    const step = nth ? Math.max(1, Number(nth)) : null;
    if (page === 'present') return { page, lesson, step };
    if (page === 'speaker') {
      const { channel = '' } = asked('channel', query);
      return { page, lesson, channel };
    }
    return {
      page: 'lesson',
      lesson,
      step,
      moment,
      ...asked('seed', query),
      ...asked('set', query),
      ...wanted('skip', query),
      ...wanted('notes', query),
      ...wanted('proof', query),
    };
  }
  return { page: 'unknown', asked: address.slice(0, 200) };
}

/** The address of a route, from `#` on. */
export function routeHash(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'course':
      return route.search ? `#/?q=${encodeURIComponent(route.search)}` : '#/';
    case 'glossary':
      return route.term === null ? '#/glossary' : `#/glossary/${route.term}`;
    case 'answers':
      return route.answer === null ? '#/answers' : `#/answers/${route.answer}`;
    case 'truth':
      return '#/truth';
    case 'accessibility':
      return '#/accessibility';
    case 'class':
      return '#/class';
    case 'prepare':
      return route.draft === null ? '#/prepare' : `#/prepare/${route.draft}`;
    case 'take':
      return `#l=${route.packed}`;
    case 'case':
      return `#/compare/case/${encodeURIComponent(route.name)}${momentQuery(route.moment)}`;
    case 'gallery':
      return '#/gallery';
    case 'sandbox':
      if (route.state === null) return '#/sandbox';
      return `#s=${route.state}${named('tab', route.tab)}${named('share', route.share)}`;
    case 'compare':
      if (route.state !== null) return `#c=${route.state}`;
      if (route.readyMade === null) return '#/compare';
      return `#/compare/${route.readyMade}${momentQuery(route.moment)}`;
    case 'present':
      return `#/present/${route.lesson}${route.step === null ? '' : `/step-${route.step}`}`;
    case 'speaker':
      return `#/speaker/${route.lesson}?channel=${encodeURIComponent(route.channel)}`;
    case 'lesson': {
      const step = route.step === null ? '' : `/step-${route.step}`;
      const parts = [
        named('seed', route.seed),
        named('set', route.set),
        momentQuery(route.moment).replace('?', '&'),
        named('skip', route.skip && 'yes'),
        named('notes', route.notes && 'yes'),
        named('proof', route.proof && 'yes'),
      ];
      return `#/lesson/${route.lesson}${step}${parts.join('').replace('&', '?')}`;
    }
  }
}

const named = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : `&${name}=${value}`;

/** What the query says under this name, as it stands there. */
function asked<Name extends string>(name: Name, query: string): { [N in Name]?: string } {
  const value = new RegExp(`(?:^|&)${name}=([^&]{1,200})`).exec(query)?.[1];
  return value === undefined ? {} : ({ [name]: value } as { [N in Name]: string });
}

/** Whether the query says yes under this name. */
function wanted<Name extends string>(name: Name, query: string): { [N in Name]?: true } {
  return new RegExp(`(?:^|&)${name}=yes(?:&|$)`).test(query)
    ? ({ [name]: true } as { [N in Name]: true })
    : {};
}

/** What stands percent-encoded in an address; as it is where it is not well formed. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `at=4200000us&request=16`: the unit stands in the value because people edit addresses by hand. */
function momentQuery(moment: Moment | null | undefined): string {
  if (!moment) return '';
  const request = moment.request === null ? '' : `&request=${moment.request}`;
  return `?at=${Math.round(moment.atUs)}us${request}`;
}

function parseMoment(query: string): Moment | null {
  const at = /(?:^|&)at=(\d{1,12})us(?:&|$)/.exec(query);
  if (!at) return null;
  const request = /(?:^|&)request=(\d{1,9})(?:&|$)/.exec(query);
  return { atUs: Number(at[1]), request: request ? Number(request[1]) : null };
}
