import { t } from '../../language/t.ts';
import { nearest } from '../../scenario/problems.ts';
import {
  type Measure,
  type MeasureKind,
  type RequestMeasure,
  STATISTICS,
  STRETCHES,
  type Statistic,
  type StretchKey,
  TALLIES,
  type Tally,
} from './claimsMeasure.ts';
import {
  type ClaimScope,
  type Reading,
  readEvent,
  readMoment,
  readPopulation,
  readRequest,
} from './claimsReference.ts';

/** How each measure is written: the same words in claims, in `{{…}}` and in questions. */
export const MEASURES: readonly {
  readonly words: string;
  readonly gives: MeasureKind;
  readonly means: string;
}[] = [
  {
    words: 'p95 of fast',
    gives: 'duration',
    means: `answer time of a group of clients, or of all; also ${STATISTICS.join(', ')}`,
  },
  {
    words: 'p95 wait of fast',
    gives: 'duration',
    means: 'time in the waiting room (listen backlog)',
  },
  { words: 'answered of fast', gives: 'count', means: `also ${TALLIES.join(', ')}` },
  { words: 'status 502 of all', gives: 'count', means: 'answers with this status' },
  { words: 'count of worker/timedOut', gives: 'count', means: 'how often an event happens' },
  { words: 'time of slow#1', gives: 'duration', means: 'from start to last byte of one request' },
  { words: 'hold of slow#1', gives: 'duration', means: 'how long it occupied a worker' },
  {
    words: 'queue time of slow#1',
    gives: 'duration',
    means: `one stretch of its waterfall; also ${STRETCHES.join(', ')}`,
  },
  {
    words: 'longest stretch of slow#1',
    gives: 'text',
    means: `where most of its time went: ${STRETCHES.join(', ')}`,
  },
  { words: 'status of slow#1', gives: 'count', means: 'status of its answer' },
  { words: 'number of slow#1', gives: 'text', means: 'its number on the stage, such as #5' },
  { words: 'worker of slow#1', gives: 'count', means: 'which worker took it, counted from 1' },
  { words: 'body of slow#1', gives: 'bytes', means: 'size of what it sends' },
  {
    words: 'moment of worker/accepted of slow#1',
    gives: 'duration',
    means: 'when something happens',
  },
  { words: 'queue at 3s', gives: 'count', means: 'requests in the waiting room at a moment' },
  { words: 'longest queue', gives: 'count', means: 'most requests in the waiting room at once' },
  { words: 'mean queue', gives: 'count', means: 'on average' },
  { words: 'workers', gives: 'count', means: 'worker processes' },
  {
    words: 'workers busy',
    gives: 'share',
    means: 'share of the workers’ time in which they are held',
  },
  {
    words: 'workers held by clients',
    gives: 'share',
    means: 'share in which they wait for a client',
  },
  { words: 'throughput', gives: 'rate', means: 'answers a second' },
];

const STATISTIC = STATISTICS.join('|');
const PLAIN = [
  'workers busy',
  'workers held by clients',
  'mean queue',
  'throughput',
  'workers',
] as const;

type Rule = readonly [RegExp, (groups: string[], scope: ClaimScope) => Reading<Measure>];

const RULES: readonly Rule[] = [
  [
    /^count of (.+)$/,
    ([word]) => chain(readEvent(word as string), (event) => ({ of: 'events', event })),
  ],
  [
    new RegExp(`^(${STATISTIC}) wait of (.+)$`),
    ([s, who], scope) =>
      chain(population(who, scope), (p) => ({
        of: 'wait',
        statistic: s as Statistic,
        population: p,
      })),
  ],
  [/^longest stretch of (.+)$/, ([who], scope) => ofRequest('longest stretch', who, scope)],
  [/^longest queue$/, () => ({ value: { of: 'queue', moment: null } })],
  [
    new RegExp(`^(${STATISTIC}) of (.+)$`),
    ([s, who], scope) =>
      chain(population(who, scope), (p) => ({
        of: 'latency',
        statistic: s as Statistic,
        population: p,
      })),
  ],
  [
    new RegExp(`^(${TALLIES.join('|')}) of (.+)$`),
    ([tally, who], scope) =>
      chain(population(who, scope), (p) => ({ of: 'tally', tally: tally as Tally, population: p })),
  ],
  [
    /^status (\d{3}) of (.+)$/,
    ([status, who], scope) =>
      chain(population(who, scope), (p) => ({
        of: 'status',
        status: Number(status),
        population: p,
      })),
  ],
  [/^time of (.+)$/, ([who], scope) => ofRequest('total', who, scope)],
  [/^status of (.+)$/, ([who], scope) => ofRequest('answer', who, scope)],
  [
    /^(hold|number|worker|body) of (.+)$/,
    ([what, who], scope) => ofRequest(what as 'hold', who, scope),
  ],
  [
    new RegExp(`^(${STRETCHES.join('|')}) time of (.+)$`),
    ([stretch, who], scope) =>
      chain(readRequest(who as string, scope), (request) => ({
        of: 'stretch',
        stretch: stretch as StretchKey,
        request,
      })),
  ],
  [
    /^moment of (.+)$/,
    ([when], scope) =>
      chain(readMoment(when as string, scope), (moment) => ({ of: 'moment', moment })),
  ],
  [
    /^queue at (.+)$/,
    ([when], scope) =>
      chain(readMoment(when as string, scope), (moment) => ({ of: 'queue', moment })),
  ],
  [new RegExp(`^(${PLAIN.join('|')})$`), ([of]) => ({ value: { of: of as 'throughput' } })],
];

/** Reads a measure as lessons write it, such as `p95 of fast clients`. */
export function readMeasure(text: string, scope: ClaimScope): Reading<Measure> {
  const words = text.trim().replace(/\s+/g, ' ');
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(words);
    if (found) return make(found.slice(1), scope);
  }
  const meant = meantBy(words, scope);
  if (meant !== null) return { wrong: meansNearly(words, meant) };
  // Of the clients that are meant here: “p59 of people” is near to “p95 of people”, not to “p95 of fast”.
  const who = scope.populations.find((name) => words.includes(name)) ?? 'all';
  const near = nearest(
    words,
    [...MEASURES.map((m) => m.words), ...STATISTICS.map((word) => `${word} of fast`)].map((each) =>
      each.replace(/\b(?:fast|slow)\b/, who),
    ),
  );
  return { wrong: near === null ? unknown(words) : meansNearly(words, near) };
}

const meansNearly = (words: string, meant: string): string =>
  t('“{words}” cannot be measured; did you mean “{meant}”?', { words, meant });

const unknown = (words: string): string =>
  t('“{words}” cannot be measured; such as {samples}', {
    words,
    samples: MEASURES.slice(0, 6)
      .map((measure) => measure.words)
      .join('; '),
  });

/** Words that people use for a statistic that has another name here. */
const SYNONYMS: Readonly<Record<string, Statistic>> = {
  average: 'mean',
  avg: 'mean',
  max: 'longest',
  maximum: 'longest',
  slowest: 'longest',
};

/**
 * The measure that differs from these words only in its form: an event by itself, `connect of slow#1` without its “time”,
 * `average time of fast`; null where there is none.
 */
function meantBy(words: string, scope: ClaimScope): string | null {
  const plain = words.replace(/^the /, '');
  const [, word = '', wait, who] =
    /^(\w+)(?:(?: answer| response)? times?| (wait)(?:ing time)?)? of (.+)$/.exec(plain) ?? [];
  const statistic = Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : word;
  const forms = [
    plain,
    `count of ${plain}`,
    `${word} time of ${who}`,
    `${statistic}${wait === undefined ? '' : ' wait'} of ${who}`,
  ];
  return forms.find((form) => form !== words && isMeasure(form, scope)) ?? null;
}

const isMeasure = (words: string, scope: ClaimScope): boolean =>
  RULES.some(([pattern, make]) => {
    const found = pattern.exec(words);
    return found !== null && 'value' in make(found.slice(1), scope);
  });

function chain<T>(read: Reading<T>, make: (value: T) => Measure): Reading<Measure> {
  return 'wrong' in read ? read : { value: make(read.value) };
}

function population(text: string | undefined, scope: ClaimScope): Reading<string | null> {
  return text === 'all' || text === 'all clients'
    ? { value: null }
    : readPopulation(text ?? '', scope);
}

function ofRequest(
  of: RequestMeasure['of'],
  who: string | undefined,
  scope: ClaimScope,
): Reading<Measure> {
  return chain(readRequest(who ?? '', scope), (request) => ({ of, request }));
}
