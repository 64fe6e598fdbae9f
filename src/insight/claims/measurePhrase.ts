import type { EventName } from '../../recording/vocabulary.ts';
import type { Measure } from './claimsMeasure.ts';
import { requestWords } from './claimsReference.ts';

/** What is counted when an event is, in plain words. */
const COUNTED: Partial<Readonly<Record<EventName, string>>> = {
  'connection/established': 'connections opened',
  'lock/waiting': 'waits for a row that somebody holds',
  'memory/exhausted': 'times the memory ran out',
  'query/finished': 'queries',
  'static/served': 'files sent by the front server',
  'worker/accepted': 'requests taken by a worker',
  'worker/booted': 'workers started',
  'worker/exited': 'workers that ended',
  'worker/timedOut': 'workers killed for their silence',
};

const STATISTIC: Readonly<Record<string, string>> = {
  mean: 'on average',
  median: 'half of them within',
  p50: 'half of them within',
  p90: '90 of 100 within',
  p95: '95 of 100 within',
  p99: '99 of 100 within',
  longest: 'the longest',
};

/**
 * A measure in the words of people, as a line of a table names it: `answers to visitors: 95 of 100 within`. `words`, how the lesson writes
 * it, stands where there are none.
 */
export function measurePhrase(words: string, measure: Measure): string {
  switch (measure.of) {
    case 'latency':
      return `answers${to(measure.population)}: ${STATISTIC[measure.statistic]}`;
    case 'wait':
      return `in the waiting room${of(measure.population)}: ${STATISTIC[measure.statistic]}`;
    case 'tally':
      return measure.population === null
        ? TALLY[measure.tally]
        : `${measure.population}: ${TALLY[measure.tally]}`;
    case 'status':
      return `answers with ${measure.status}${to(measure.population)}`;
    case 'events':
      return COUNTED[measure.event] ?? words;
    case 'hold':
      return `${requestWords(measure.request)}: time with a worker`;
    case 'total':
      return `${requestWords(measure.request)}: until the last byte`;
    case 'answer':
      return `${requestWords(measure.request)}: status`;
    case 'workers busy':
      return 'workers in use';
    case 'workers held by clients':
      return 'workers that wait for a client';
    case 'throughput':
      return 'answers each second';
    case 'mean queue':
      return 'waiting room, on average';
    case 'queue':
      return measure.moment === null
        ? 'waiting room at its fullest'
        : `waiting room ${words.replace(/^queue /, '')}`;
    case 'moment':
      return measure.moment.kind === 'event' && measure.moment.event === 'page/loaded'
        ? 'the page is there with all its files at'
        : words;
    default:
      return words;
  }
}

const TALLY = {
  requests: 'requests',
  answered: 'answered',
  refused: 'refused at the door',
  failed: 'connections that broke',
  abandoned: 'gave up waiting',
  unanswered: 'without an answer',
} as const;

const to = (population: string | null): string => (population === null ? '' : ` to ${population}`);
const of = (population: string | null): string => (population === null ? '' : `, ${population}`);
