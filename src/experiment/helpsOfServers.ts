import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { appProgram, frontProgram } from '../insight/programs.ts';
import { t } from '../language/t.ts';
import { entryOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';
import { writeScenario } from '../scenario/writeScenario.ts';
import type { Candidate, Patient } from './helpsCandidates.ts';

const HELD: readonly CauseKind[] = ['slow-client-holds-worker', 'slow-client', 'backlog-full'];
const UNKEPT: readonly CauseKind[] = [
  'server-gone',
  'view-hangs',
  'delayed-ack',
  'worker-killed',
  'worker-crashed',
];
/** As many requests at once as before, but no more workers than these. */
const MOST_WORKERS = 8;

/** Another program in the place of one that cannot do what is needed. */
export function otherServers({ scenario }: Patient): Candidate[] {
  const { traits } = appProgram(scenario);
  const found: Candidate[] = [];
  const { front, app } = scenario;
  if (!traits.respawns)
    found.push({
      path: ['app'],
      value: {
        server: 'gunicorn',
        workers: Math.min(MOST_WORKERS, Math.max(2, traits.processes * traits.slotsPerProcess)),
        ...everyOf(writeScenario(scenario).app, entryOf(app)),
      },
      setting: 'server',
      from: app.kind,
      to: 'gunicorn',
      words: t('Gunicorn in the place of {name}: its master replaces workers that die or hang', {
        name: entryOf(app).name,
      }),
      against: UNKEPT,
    });
  const program = frontProgram(scenario);
  if (
    front &&
    program &&
    Number.isFinite(program.traits.requestBufferBytes) &&
    front.kind !== 'nginx'
  )
    found.push({
      path: ['front'],
      value: {
        server: 'nginx',
        ...everyOf(writeScenario(scenario).front, frontEntryOf(front)),
      },
      setting: 'front',
      from: front.kind,
      to: 'nginx',
      words: t('nginx in the place of {name}: it collects whole requests first', {
        name: program.name,
      }),
      against: [...HELD, 'worker-killed-timeout', 'request-over-limit'],
    });
  return found;
}

/** What is written of a program apart from its own settings and its name. */
function everyOf(
  written: unknown,
  { settings }: { readonly settings: Readonly<Record<string, { readonly key: string }>> },
): Record<string, unknown> {
  const own = new Set(Object.values(settings).map((field) => field.key));
  if (typeof written !== 'object' || written === null) return {};
  return Object.fromEntries(
    Object.entries(written).filter(([key]) => key !== 'server' && !own.has(key)),
  );
}
