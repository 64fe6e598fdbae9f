import { language, msg, t } from '../../language/t.ts';
import type { EventName } from '../../recording/vocabulary.ts';
import type { Measure, Statistic, Tally } from './claimsMeasure.ts';
import { momentPhrase, requestPhrase } from './requestPhrase.ts';
import { stretchText } from './stretchText.ts';

/** What is counted when an event is, in plain words. */
const COUNTED: Partial<Readonly<Record<EventName, string>>> = {
  'connection/established': msg('connections opened'),
  'lock/waiting': msg('waits for a row that somebody holds'),
  'memory/exhausted': msg('times the memory ran out'),
  'query/finished': msg('queries'),
  'static/served': msg('files sent by the front server'),
  'worker/accepted': msg('requests taken by a worker'),
  'worker/booted': msg('workers started'),
  'worker/exited': msg('workers that ended'),
  'worker/timedOut': msg('workers killed for their silence'),
};

const STATISTIC: Readonly<Record<Statistic, string>> = {
  mean: msg('on average'),
  median: msg('half of them within'),
  p50: msg('half of them within'),
  p90: msg('90 of 100 within'),
  p95: msg('95 of 100 within'),
  p99: msg('99 of 100 within'),
  longest: msg('the longest'),
};

/**
 * A measure in the words of people, as a line of a table names it: `answers to visitors: 95 of 100 within`. `words`, how the lesson writes
 * it, stands in English where there are none.
 */
export function measurePhrase(words: string, measure: Measure): string {
  switch (measure.of) {
    case 'latency': {
      const statistic = t(STATISTIC[measure.statistic]);
      return measure.population === null
        ? t('answers: {statistic}', { statistic })
        : t('answers to {clients}: {statistic}', { clients: measure.population, statistic });
    }
    case 'wait': {
      const statistic = t(STATISTIC[measure.statistic]);
      return measure.population === null
        ? t('in the waiting room: {statistic}', { statistic })
        : t('in the waiting room, {clients}: {statistic}', {
            clients: measure.population,
            statistic,
          });
    }
    case 'tally':
      return measure.population === null
        ? t(TALLY[measure.tally])
        : `${measure.population}: ${t(TALLY[measure.tally])}`;
    case 'status': {
      const status = String(measure.status);
      return measure.population === null
        ? t('answers with {status}', { status })
        : t('answers with {status} to {clients}', { status, clients: measure.population });
    }
    case 'events': {
      const counted = COUNTED[measure.event];
      if (counted !== undefined) return t(counted);
      return inEnglish(words) ?? t('how often {event} happens', { event: measure.event });
    }
    case 'hold':
      return t('{request}: time with a worker', { request: requestPhrase(measure.request) });
    case 'total':
      return t('{request}: until the last byte', { request: requestPhrase(measure.request) });
    case 'answer':
      return t('{request}: status', { request: requestPhrase(measure.request) });
    case 'workers busy':
      return t('workers in use');
    case 'workers held by clients':
      return t('workers that wait for a client');
    case 'throughput':
      return t('answers each second');
    case 'mean queue':
      return t('waiting room, on average');
    case 'queue':
      if (measure.moment === null) return t('waiting room at its fullest');
      return language() === 'en'
        ? `waiting room ${words.replace(/^queue /, '')}`
        : t('waiting room, {moment}##how many wait at a moment', {
            moment: momentPhrase(measure.moment),
          });
    case 'moment':
      if (measure.moment.kind === 'event' && measure.moment.event === 'page/loaded')
        return t('the page is there with all its files at');
      return (
        inEnglish(words) ??
        t('moment: {moment}##when something happens', { moment: momentPhrase(measure.moment) })
      );
    case 'workers':
      return inEnglish(words) ?? t('worker processes');
    case 'stretch':
      return (
        inEnglish(words) ??
        t('{request}: {stretch}##a stretch of its time', {
          request: requestPhrase(measure.request),
          stretch: stretchText(measure.stretch),
        })
      );
    default:
      return (
        inEnglish(words) ??
        t(ONE[measure.of], {
          request: requestPhrase(measure.request),
        })
      );
  }
}

/** As the lesson writes it, where English is spoken and it is written. */
const inEnglish = (words: string): string | null =>
  language() === 'en' && words !== '' ? words : null;

const ONE = {
  body: msg('{request}: size of what it sends##a measure'),
  worker: msg('{request}: number of the worker that took it##a measure'),
  number: msg('{request}: its number on the stage##a measure'),
  'longest stretch': msg('{request}: where most of its time went##a measure'),
} as const;

const TALLY: Readonly<Record<Tally, string>> = {
  requests: msg('requests'),
  answered: msg('answered'),
  refused: msg('refused at the door'),
  failed: msg('connections that broke'),
  abandoned: msg('gave up waiting'),
  unanswered: msg('without an answer'),
};
