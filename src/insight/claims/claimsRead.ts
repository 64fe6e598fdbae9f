import { msg, t } from '../../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../../scenario/fields.ts';
import { type Problems, suggestion } from '../../scenario/problems.ts';
import { parseQuantity } from '../../scenario/units.ts';
import { type Bound, type Claim, COMPARISONS, type Comparison } from './claims.ts';
import type { Measured } from './claimsEvaluate.ts';
import { kindOfMeasure, type MeasureKind } from './claimsMeasure.ts';
import { readMeasure } from './claimsPhrases.ts';
import { type ClaimScope, type Reading, readMoment, readRequest } from './claimsReference.ts';

/**
 * Reads one claim as lessons write it:
 * `{ metric: p95 of fast, below: 200ms }`, `{ count: worker/timedOut, equals: 0 }`,
 * `{ why: longest waiting of fast, at: longest queue, names: proxy_request_buffering }`.
 * What is wrong with it goes into `problems`, with `at` as its path; null then.
 */
export function readClaim(
  problems: Problems,
  at: string,
  input: unknown,
  scope: ClaimScope,
): Claim | null {
  if (!isRecord(input)) {
    problems.add(
      at,
      input,
      t('must be a claim such as {sample}', { sample: '{ metric: p95 of fast, below: 200ms }' }),
    );
    return null;
  }
  if (Object.hasOwn(input, 'why')) return readWhy(problems, at, input, scope);
  refuseUnknownKeys(problems, at, input, ['metric', 'count', ...COMPARISONS]);
  const key = Object.hasOwn(input, 'count') ? 'count' : 'metric';
  const written = input[key];
  if (typeof written !== 'string') {
    problems.add(
      under(at, key),
      written,
      t(
        'is missing; what is claimed? such as metric: p95 of fast, or count: worker/timedOut, or why: fast#3',
      ),
    );
    return null;
  }
  const read = readMeasure(key === 'count' ? `count of ${written}` : written, scope);
  if ('wrong' in read) {
    problems.add(under(at, key), written, read.wrong);
    return null;
  }
  const comparisons = COMPARISONS.filter((word) => Object.hasOwn(input, word));
  const [comparison] = comparisons;
  if (comparison === undefined || comparisons.length > 1) {
    problems.add(
      at,
      input,
      t('must compare once; allowed: one of {names}', { names: COMPARISONS.join(', ') }),
    );
    return null;
  }
  const bounds = readBounds(
    problems,
    under(at, comparison),
    input[comparison],
    comparison,
    kindOfMeasure(read.value),
    scope,
  );
  if (bounds === null) return null;
  const limits = (
    Array.isArray(input[comparison]) ? (input[comparison] as unknown[]) : [input[comparison]]
  ).map(String);
  return {
    kind: 'compare',
    measure: read.value,
    comparison,
    bounds,
    words: `${key === 'count' ? 'count of ' : ''}${written} ${WORDS[comparison]} ${limits.join(' and ')}`,
  };
}

const WORDS: Readonly<Record<Comparison, string>> = {
  below: 'is below',
  above: 'is above',
  atMost: 'is at most',
  atLeast: 'is at least',
  equals: 'equals',
  is: 'is',
  between: 'is between',
};

function readBounds(
  problems: Problems,
  at: string,
  input: unknown,
  comparison: Comparison,
  kind: MeasureKind,
  scope: ClaimScope,
): Bound[] | null {
  if ((kind === 'text') !== (comparison === 'is')) {
    problems.add(
      at,
      input,
      kind === 'text'
        ? t('is compared with a number, but this measure gives a word; allowed: is')
        : t('is for words; allowed with a number: below, above, atMost, atLeast, equals, between'),
    );
    return null;
  }
  const isRange = comparison === 'between';
  const items = isRange ? input : [input];
  if (!Array.isArray(items) || (isRange && items.length !== 2)) {
    problems.add(at, input, t('must be two values, the lower first, such as [1s, 3s]'));
    return null;
  }
  const bounds = items.map((item, i) => {
    const here = isRange ? `${at}[${i}]` : at;
    const other = typeof item === 'string' && kind !== 'text' ? readOther(item, kind, scope) : null;
    if (other === null) return readBound(problems, here, item, kind);
    if (!('wrong' in other)) return other.value;
    problems.add(here, item, other.wrong);
    return null;
  });
  return bounds.some((bound) => bound === null) ? null : (bounds as Bound[]);
}

/** Reads `p95 of fast`, `p95 of fast in buffered`, `3 x p95 of fast in buffered`; null where it is no measure but a value. */
function readOther(text: string, kind: MeasureKind, scope: ClaimScope): Reading<Bound> | null {
  const [, times, words = '', name] =
    /^(?:(\d+(?:\.\d+)?) ?[x×*] ?)?(.*?)(?: in ([a-z][a-z0-9-]*))?$/.exec(text.trim()) ?? [];
  if (times === undefined && !/^[a-z]/i.test(words)) return null;
  // “half of …” and “half a second”: words, but of no measure that there could be.
  if (times === undefined && /^(?:half|an?|one|two|third)\b/i.test(words)) return null;
  const other = name === undefined ? scope : scope.runs?.get(name);
  if (!other)
    return {
      wrong: t('there is no run “{name}” to compare with; {suggestion}', {
        name,
        suggestion: suggestion(name ?? '', [...(scope.runs?.keys() ?? [])]),
      }),
    };
  const read = readMeasure(words, other);
  if ('wrong' in read) return read;
  const gives = kindOfMeasure(read.value);
  if (gives !== kind)
    return {
      wrong: t('compares a {kind} with a {gives}; allowed: a measure of the same kind', {
        kind,
        gives,
      }),
    };
  return { value: { factor: Number(times ?? 1), measure: read.value, run: name ?? null } };
}

/** `60% of median of fast`, `half of p95 of fast`, and a share where a number is meant. */
const isShareOfOther = (input: unknown): boolean =>
  typeof input === 'string' && / of |%/.test(input);
const SHARE_OF_OTHER = msg(
  'is not a value; a share of another measure is written with its factor: 0.5 x requests of all, 0.5 x p95 of fast in buffered',
);

/** One value of a kind, in the kind's own unit: `200ms`, `30%`, `12`, `900kB`, `30/s`; null where it is none, which is reported. */
export function readBound(
  problems: Problems,
  at: string,
  input: unknown,
  kind: MeasureKind,
): Measured | null {
  const fail = (message: string): null => {
    problems.add(at, input, message);
    return null;
  };
  switch (kind) {
    case 'text':
      return typeof input === 'string' ? input : fail(t('must be a word'));
    case 'count':
      return typeof input === 'number' && Number.isFinite(input)
        ? input
        : fail(isShareOfOther(input) ? t(SHARE_OF_OTHER) : t('must be a number'));
    case 'share': {
      const [, digits] =
        typeof input === 'string' ? (/^(\d+(?:\.\d+)?) ?%$/.exec(input.trim()) ?? []) : [];
      return digits === undefined ? fail(t('must be a share such as 30%')) : Number(digits) / 100;
    }
    default: {
      const read = parseQuantity(kind, input);
      if (!('hint' in read)) return read.value;
      return fail(isShareOfOther(input) ? t(SHARE_OF_OTHER) : read.hint);
    }
  }
}

function readWhy(
  problems: Problems,
  at: string,
  input: Readonly<Record<string, unknown>>,
  scope: ClaimScope,
): Claim | null {
  refuseUnknownKeys(problems, at, input, ['why', 'at', 'names']);
  const request = readRequest(String(input.why), scope);
  if ('wrong' in request) problems.add(under(at, 'why'), input.why, request.wrong);
  const moment = readMoment(String(input.at ?? ''), scope);
  if ('wrong' in moment) problems.add(under(at, 'at'), input.at, moment.wrong);
  const { names } = input;
  if (typeof names !== 'string')
    problems.add(
      under(at, 'names'),
      names,
      t(
        'must be the setting or word that the explanation has to name, such as proxy_request_buffering',
      ),
    );
  if ('wrong' in request || 'wrong' in moment || typeof names !== 'string') return null;
  return {
    kind: 'why',
    request: request.value,
    moment: moment.value,
    names,
    words: `the reason why ${input.why} waits at ${input.at} names ${names}`,
  };
}
