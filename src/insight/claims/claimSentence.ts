import { language, msg, t } from '../../language/t.ts';
import { formatRate } from '../../scenario/units.ts';
import type { Bound, Claim, Comparison } from './claims.ts';
import { measuredText, valueText } from './claimsEvaluate.ts';
import { kindOfMeasure, type Measure, type Tally } from './claimsMeasure.ts';
import { measurePhrase } from './measurePhrase.ts';
import { requestPhrase } from './requestPhrase.ts';

type Compared = Extract<Claim, { kind: 'compare' }>;

/** How many of 100 answers a percentile speaks of. */
const SHARES: Readonly<Record<string, string>> = {
  p50: msg('half of the answers within {limit}'),
  median: msg('half of the answers within {limit}'),
  p90: msg('90 of 100 answers within {limit}'),
  p95: msg('95 of 100 answers within {limit}'),
  p99: msg('99 of 100 answers within {limit}'),
  longest: msg('every answer within {limit}'),
};

/** The same of the clients of one name. */
const SHARES_OF: Readonly<Record<string, string>> = {
  p50: msg('half of the answers to {clients} within {limit}'),
  median: msg('half of the answers to {clients} within {limit}'),
  p90: msg('90 of 100 answers to {clients} within {limit}'),
  p95: msg('95 of 100 answers to {clients} within {limit}'),
  p99: msg('99 of 100 answers to {clients} within {limit}'),
  longest: msg('every answer to {clients} within {limit}'),
};

/** A claim as a goal that people read: `95 of 100 answers to visitors within 300 ms`. What has no plain sentence here stays in the words of the claim. */
export function claimSentence(claim: Claim): string {
  if (claim.kind !== 'compare') return inItsWords(claim);
  const { measure, comparison } = claim;
  const [bound] = claim.bounds as readonly [Bound];
  if (typeof bound === 'object') return againstMeasure(claim, measure, bound) ?? inItsWords(claim);
  const value = measuredText(kindOfMeasure(measure), bound);
  const isNone = comparison === 'equals' && bound === 0;
  const isLimit = comparison === 'below' || comparison === 'atMost';
  switch (measure.of) {
    case 'latency': {
      const { population: clients, statistic } = measure;
      const share = (clients === null ? SHARES : SHARES_OF)[statistic];
      if (!share || !isLimit) return inItsWords(claim);
      return t(share, clients === null ? { limit: value } : { clients, limit: value });
    }
    case 'tally':
      return isNone ? none(measure.tally, measure.population) : inItsWords(claim);
    case 'status':
      return statusSentence(claim, measure, value);
    case 'hold': {
      const request = requestPhrase(measure.request);
      if (isNone) return t('{request} takes no worker', { request });
      return comparison === 'above' && bound === 0
        ? t('{request} is with a worker', { request })
        : inItsWords(claim);
    }
    case 'total':
      return isLimit
        ? t('{request} has its answer within {limit}', {
            request: requestPhrase(measure.request),
            limit: value,
          })
        : inItsWords(claim);
    case 'events':
      return isNone ? t('{event} does not happen', { event: measure.event }) : inItsWords(claim);
    case 'throughput':
      return comparison === 'above' && typeof bound === 'number'
        ? moreThan(bound)
        : inItsWords(claim);
    case 'moment':
      return isLimit && measure.moment.kind === 'event'
        ? t('{event} after {limit} at most', { event: measure.moment.event, limit: value })
        : inItsWords(claim);
    default:
      return inItsWords(claim);
  }
}

function moreThan(perSecond: number): string {
  const [amount = '', unit] = formatRate(perSecond).split('/');
  return unit === 's'
    ? t('more than {amount} answers a second', { amount })
    : t('more than {amount}/{unit}##a rate of answers: {amount}/min', { amount, unit: unit ?? '' });
}

function statusSentence(
  claim: Compared,
  { status, population: clients }: Extract<Measure, { of: 'status' }>,
  count: string,
): string {
  const { comparison } = claim;
  const said = { status: String(status), count };
  if (comparison === 'equals' && count === '0')
    return clients === null
      ? t('no {status}##none is answered with this status', said)
      : t('no {status} for {clients}', { ...said, clients });
  if (comparison === 'equals')
    return clients === null
      ? t('{count} answers with {status}', said)
      : t('{count} answers with {status} for {clients}', { ...said, clients });
  if (comparison === 'atLeast')
    return clients === null
      ? t('at least {count} answers with {status}', said)
      : t('at least {count} answers with {status} for {clients}', { ...said, clients });
  if (comparison === 'atMost')
    return clients === null
      ? t('at most {count} answers with {status}', said)
      : t('at most {count} answers with {status} for {clients}', { ...said, clients });
  return inItsWords(claim);
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
  const status = String(measure.status);
  return measure.population === null
    ? t('every request is answered with {status}', { status })
    : t('every request of {clients} is answered with {status}', {
        status,
        clients: measure.population,
      });
}

const NONE: Readonly<Record<Tally, string>> = {
  unanswered: msg('everybody gets an answer'),
  failed: msg('no connection breaks'),
  refused: msg('nobody is refused'),
  abandoned: msg('nobody gives up'),
  requests: msg('none is requests'),
  answered: msg('none is answered'),
};

/** The same of the clients of one name. */
const NONE_OF: Readonly<Record<Tally, string>> = {
  unanswered: msg('all {clients} get an answer'),
  failed: msg('no connection of {clients} breaks'),
  refused: msg('none of the {clients} is refused'),
  abandoned: msg('none of the {clients} gives up'),
  requests: msg('none of the {clients} is requests'),
  answered: msg('none of the {clients} is answered'),
};

const none = (tally: Tally, clients: string | null): string =>
  clients === null ? t(NONE[tally]) : t(NONE_OF[tally], { clients });

const COMPARED: Readonly<Record<Comparison, string>> = {
  below: msg('{measure}: below {value}##a goal'),
  above: msg('{measure}: above {value}##a goal'),
  atMost: msg('{measure}: {value} at most##a goal'),
  atLeast: msg('{measure}: {value} at least##a goal'),
  equals: msg('{measure}: {value}##a goal'),
  is: msg('{measure}: {value}##a goal'),
  between: msg('{measure}: from {value} to {most}##a goal'),
};

/** What has no sentence: in English as the lesson writes it, in other languages measure, comparison and value. */
function inItsWords(claim: Claim): string {
  if (language() === 'en') return claim.words;
  if (claim.kind !== 'compare')
    return t('the explanation names {names}##a goal: what holds a request up', {
      names: claim.names,
    });
  const { measure, bounds, comparison } = claim;
  const [value = '', most = ''] = bounds.map((bound) => boundPhrase(bound, measure));
  return t(COMPARED[comparison], { measure: measurePhrase('', measure), value, most });
}

function boundPhrase(bound: Bound, measure: Measure): string {
  if (typeof bound !== 'object') return valueText(measure, bound);
  const phrase = measurePhrase('', bound.measure);
  const said = { measure: phrase, factor: bound.factor, run: bound.run ?? '' };
  if (bound.run === null)
    return bound.factor === 1
      ? t('({measure})##a goal compares with another measure', said)
      : t('{factor} × ({measure})##a goal compares with another measure', said);
  return bound.factor === 1
    ? t('({measure}, run “{run}”)##a goal compares with a measure of another run', said)
    : t('{factor} × ({measure}, run “{run}”)##a goal compares with a measure of another run', said);
}
