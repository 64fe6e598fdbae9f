import { narrate } from '../insight/narrate.ts';
import { requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { circumstances } from '../insight/state/circumstances.ts';
import { slotName } from '../insight/state/slotTable.ts';
import { requestTable } from '../recording/requestTable.ts';
import { NONE } from '../recording/vocabulary.ts';
import { troubleOf } from './clientPhases.ts';
import { csvLine } from './csv.ts';

/** Events that are put into words at a time. */
const STRETCH = 5_000;

/**
 * Every event of a run as a table (CSV by RFC 4180), one line each, in order. Events and requests count from 1; actor and number are as recorded
 * (see the vocabulary), empty where there is none.
 */
export function writeEventsCsv(run: Run): string {
  const lines = [
    csvLine(['event', 'at_us', 'word', 'request', 'worker', 'actor', 'number', 'in words']),
  ];
  for (let from = 0; from < run.length; from += STRETCH)
    for (const told of narrate(run, from, from + STRETCH)) {
      const actor = run.actor(told.index);
      lines.push(
        csvLine([
          told.index + 1,
          told.atUs,
          told.name,
          told.request === null ? null : requestName(told.request),
          told.worker === null ? null : slotName(run, told.worker),
          actor === NONE ? null : actor,
          run.arg(told.index),
          told.text,
        ]),
      );
    }
  return lines.join('');
}

const REQUEST_COLUMNS = [
  'request',
  'clients',
  'method',
  'path',
  'route',
  'result',
  'status',
  'start_us',
  'connected_us',
  'sent_us',
  'queued_us',
  'accepted_us',
  'view_start_us',
  'view_end_us',
  'first_byte_us',
  'end_us',
  'latency_us',
  'database_us',
  'lock_us',
  'worker',
  'body_bytes',
  'response_bytes',
  'try',
  'repeats',
  'page',
];

/** Every request of a run as a table (CSV by RFC 4180): what it was, how it ended, and its moments in µs, empty where it never came to that. */
export function writeRequestsCsv(run: Run): string {
  const named = (request: number | null) => (request === null ? null : requestName(request));
  const lines = requestTable(run).map((row) => {
    const { route, population } = circumstances(run, row.id);
    const seed = run.seed(row.id);
    return csvLine([
      requestName(row.id),
      population.name,
      route.method,
      route.path,
      route.name,
      troubleOf(row) ?? 'answered',
      row.status,
      row.startUs,
      row.connectedUs,
      row.sentUs,
      row.queuedUs,
      row.acceptedUs,
      row.viewStartUs,
      row.viewEndUs,
      row.firstByteUs,
      row.endUs,
      row.endUs === null ? null : row.endUs - row.startUs,
      row.databaseUs,
      row.lockUs,
      row.worker === null ? null : slotName(run, row.worker),
      seed.bodyBytes,
      seed.responseBytes,
      row.attempt,
      named(row.repeats),
      named(row.page),
    ]);
  });
  return csvLine(REQUEST_COLUMNS) + lines.join('');
}
