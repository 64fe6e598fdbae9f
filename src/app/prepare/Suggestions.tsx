import { STATISTICS } from '../../insight/claims/claimsMeasure.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Shape } from '../../lesson/shape.ts';
import { isRecord } from '../../scenario/isRecord.ts';

/** Shapes that are written in words of our own: what there is to choose from stands in these lists. */
const LISTS: Partial<Record<string, string>> = {
  measure: 'prepare-list-measures',
  moment: 'prepare-list-moments',
  request: 'prepare-list-requests',
  setting: 'prepare-list-settings',
};

/** The list of suggestions for a field of this shape, or null. */
export const suggestionsOf = (shape: Shape): string | null =>
  (typeof shape === 'string' ? LISTS[shape] : null) ?? null;

/** What can be measured, pointed at and turned in the lesson's runs, for the fields to suggest. */
export function Suggestions({ lesson }: { lesson: Lesson | null }) {
  const groups = [
    ...new Set(lesson?.runs.flatMap(({ scenario }) => scenario.clients.map(({ name }) => name))),
  ];
  const of = [...groups, 'all'];
  const measures = [
    ...of.flatMap((name) => [
      ...STATISTICS.map((statistic) => `${statistic} of ${name}`),
      `p95 wait of ${name}`,
      ...['requests', 'answered', 'failed', 'abandoned'].map((tally) => `${tally} of ${name}`),
    ]),
    ...groups.flatMap((name) =>
      ['time', 'hold', 'queue time', 'longest stretch', 'status'].map(
        (what) => `${what} of ${name}#1`,
      ),
    ),
    ...[
      'longest queue',
      'mean queue',
      'workers',
      'workers busy',
      'workers held by clients',
      'throughput',
    ],
  ];
  const requests = groups.flatMap((name) => [`${name}#1`, `longest waiting of ${name}`]);
  const moments = [
    ...['start', 'end', '2s', 'longest queue'],
    ...requests.flatMap((request) =>
      ['request/started', 'socket/queued', 'worker/accepted', 'request/answered'].map(
        (event) => `${event} of ${request}`,
      ),
    ),
  ];
  const settings = [...new Set(lesson?.runs.flatMap(({ written }) => pathsOf(written)))];
  return (
    <>
      <List id="prepare-list-measures" values={measures} />
      <List id="prepare-list-moments" values={moments} />
      <List id="prepare-list-requests" values={requests} />
      <List id="prepare-list-settings" values={[...USUAL, ...settings]} />
    </>
  );
}

/** Settings that are most often turned, written in the scenario or not. */
const USUAL = [
  'front',
  'app.workers',
  'app.threads',
  'app.worker_class',
  'app.timeout',
  'app.backlog',
  'front.proxy_request_buffering',
  'database',
];

/** The written paths of a scenario's settings, members of lists by their name. */
function pathsOf(written: unknown, at = ''): string[] {
  if (Array.isArray(written))
    return written.flatMap((member) =>
      isRecord(member) && typeof member.name === 'string'
        ? pathsOf({ ...member, name: undefined }, `${at}.${member.name}`)
        : [],
    );
  if (!isRecord(written)) return at === '' || USUAL.includes(at) ? [] : [at];
  return Object.entries(written).flatMap(([key, value]) =>
    value === undefined || ['title', 'seed', 'script', 'arrivals'].includes(key)
      ? []
      : pathsOf(value, at === '' ? key : `${at}.${key}`),
  );
}

function List({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
