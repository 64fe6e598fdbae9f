import type { Bound, Claim } from './claims.ts';
import { measuredText } from './claimsEvaluate.ts';
import { kindOfMeasure, type Measure } from './claimsMeasure.ts';
import { requestWords } from './claimsReference.ts';

type Compared = Extract<Claim, { kind: 'compare' }>;

/** How many of 100 answers a percentile speaks of. */
const SHARES: Readonly<Record<string, string>> = {
  p50: 'half of the answers',
  median: 'half of the answers',
  p90: '90 of 100 answers',
  p95: '95 of 100 answers',
  p99: '99 of 100 answers',
  longest: 'every answer',
};

/** A claim as a goal that people read: `95 of 100 answers to visitors within 300 ms`. What has no plain sentence here stays in the words of the claim. */
export function claimSentence(claim: Claim): string {
  if (claim.kind !== 'compare') return claim.words;
  const { measure, comparison } = claim;
  const [bound] = claim.bounds as readonly [Bound];
  const value = typeof bound === 'object' ? null : measuredText(kindOfMeasure(measure), bound);
  const isNone = comparison === 'equals' && bound === 0;
  if (value === null) return againstMeasure(claim, measure, bound) ?? claim.words;
  const isLimit = comparison === 'below' || comparison === 'atMost';
  switch (measure.of) {
    case 'latency': {
      const share = SHARES[measure.statistic];
      return share && isLimit ? `${share}${to(measure.population)} within ${value}` : claim.words;
    }
    case 'tally':
      return isNone ? none(measure.tally, measure.population) : claim.words;
    case 'status':
      return statusSentence(claim, measure, value);
    case 'hold':
      if (isNone) return `${requestWords(measure.request)} takes no worker`;
      return comparison === 'above' && bound === 0
        ? `${requestWords(measure.request)} is with a worker`
        : claim.words;
    case 'total':
      return isLimit
        ? `${requestWords(measure.request)} has its answer within ${value}`
        : claim.words;
    case 'events':
      return isNone ? `${measure.event} does not happen` : claim.words;
    case 'throughput':
      return comparison === 'above'
        ? `more than ${value.replace('/s', ' answers a second')}`
        : claim.words;
    case 'moment':
      return isLimit && measure.moment.kind === 'event'
        ? `${measure.moment.event} after ${value} at most`
        : claim.words;
    default:
      return claim.words;
  }
}

function statusSentence(
  { comparison, words }: Compared,
  { status, population }: Extract<Measure, { of: 'status' }>,
  value: string,
): string {
  const whose = population === null ? '' : ` for ${population}`;
  if (comparison === 'equals')
    return value === '0' ? `no ${status}${whose}` : `${value} answers with ${status}${whose}`;
  if (comparison === 'atLeast') return `at least ${value} answers with ${status}${whose}`;
  if (comparison === 'atMost') return `at most ${value} answers with ${status}${whose}`;
  return words;
}

/** `status 200 of visitors equals requests of visitors`. */
function againstMeasure({ comparison }: Compared, measure: Measure, bound: Bound): string | null {
  const isAll =
    typeof bound === 'object' &&
    bound.factor === 1 &&
    bound.run === null &&
    bound.measure.of === 'tally' &&
    bound.measure.tally === 'requests';
  if (!isAll || comparison !== 'equals' || measure.of !== 'status') return null;
  return `every request${measure.population === null ? '' : ` of ${measure.population}`} is answered with ${measure.status}`;
}

function none(tally: string, population: string | null): string {
  switch (tally) {
    case 'unanswered':
      return population === null ? 'everybody gets an answer' : `all ${population} get an answer`;
    case 'failed':
      return population === null ? 'no connection breaks' : `no connection of ${population} breaks`;
    case 'refused':
      return population === null ? 'nobody is refused' : `none of the ${population} is refused`;
    case 'abandoned':
      return population === null ? 'nobody gives up' : `none of the ${population} gives up`;
    default:
      return population === null ? `none is ${tally}` : `none of the ${population} is ${tally}`;
  }
}

const to = (population: string | null): string => (population === null ? '' : ` to ${population}`);
