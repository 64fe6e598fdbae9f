import type { EventName } from '../../recording/vocabulary.ts';
import type { MomentReference, RequestReference } from './claimsReference.ts';

/** What kind of number a measure gives, and so how it is compared and written. */
export type MeasureKind = 'duration' | 'count' | 'share' | 'rate' | 'bytes' | 'text';

export const STATISTICS = ['mean', 'median', 'p50', 'p90', 'p95', 'p99', 'longest'] as const;
export type Statistic = (typeof STATISTICS)[number];

export const STRETCHES = [
  'connect',
  'tls',
  'send',
  'buffer',
  'queue',
  'read',
  'view',
  'database',
  'write',
  'receive',
  'static',
  'linger',
] as const;
export type StretchKey = (typeof STRETCHES)[number];

export const TALLIES = [
  'requests',
  'answered',
  'refused',
  'failed',
  'abandoned',
  'unanswered',
] as const;
export type Tally = (typeof TALLIES)[number];

/** Something of one request as a whole. */
export interface RequestMeasure {
  readonly of: 'total' | 'hold' | 'longest stretch' | 'number' | 'worker' | 'answer' | 'body';
  readonly request: RequestReference;
}

/** One thing to read off a run. `population` null: all of them. */
export type Measure =
  | {
      readonly of: 'latency' | 'wait';
      readonly statistic: Statistic;
      readonly population: string | null;
    }
  | { readonly of: 'tally'; readonly tally: Tally; readonly population: string | null }
  | { readonly of: 'status'; readonly status: number; readonly population: string | null }
  | { readonly of: 'events'; readonly event: EventName }
  | { readonly of: 'stretch'; readonly stretch: StretchKey; readonly request: RequestReference }
  | RequestMeasure
  | { readonly of: 'moment'; readonly moment: MomentReference }
  | { readonly of: 'queue'; readonly moment: MomentReference | null }
  | {
      readonly of:
        | 'workers busy'
        | 'workers held by clients'
        | 'mean queue'
        | 'throughput'
        | 'workers';
    };

/** Kind of number that a measure gives. */
export function kindOfMeasure(measure: Measure): MeasureKind {
  switch (measure.of) {
    case 'latency':
    case 'wait':
    case 'stretch':
    case 'total':
    case 'hold':
    case 'moment':
      return 'duration';
    case 'longest stretch':
    case 'number':
      return 'text';
    case 'workers busy':
    case 'workers held by clients':
      return 'share';
    case 'throughput':
      return 'rate';
    case 'body':
      return 'bytes';
    default:
      return 'count';
  }
}
