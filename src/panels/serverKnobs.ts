import { listText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import { GENERATIONS, type Generation, versionsOf } from '../scenario/parseServers.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { choice, type Knob, knob, less } from './knob.ts';
import { appEntryOf, frontEntryIn, hasFront } from './servers.ts';
import { possible } from './switchServer.ts';
import { valueIn, type Written, withValue } from './written.ts';

const { socket } = SETTINGS;

/** The socket that the app server listens on. */
export function socketKnobs(scenario: Written): Knob[] {
  // Clients on other machines cannot reach a file.
  const choices = hasFront(scenario) ? socket.kind.choices : socket.kind.choices.slice(0, 1);
  const kind = knob(msg('Socket'), ['socket', 'kind'], { ...socket.kind, choices }, [], {
    write: (from, value) => {
      const next = withValue(from, ['socket', 'kind'], value);
      return value === 'unix' ? withValue(next, ['socket', 'rtt'], undefined) : next; // a file has no distance
    },
  });
  const { backlog } = appEntryOf(scenario);
  const rtt = ['0s', '1ms', '5ms', '20ms', '40ms', '100ms'];
  const isRemote = hasFront(scenario) && valueIn(scenario, ['socket', 'kind']) !== 'unix';
  return [
    kind,
    knob(
      msg('Socket'),
      ['socket', 'backlog'],
      { ...socket.backlog, fallback: backlog },
      [1, 5, 16, 64, 128, 511, 2048],
    ),
    ...(isRemote ? [less(knob(msg('Socket'), ['socket', 'rtt'], socket.rttUs, rtt))] : []),
  ];
}

/** All programs of a generation at once; classic has no asgi workers. */
export const versionKnob = (scenario: Written): Knob => ({
  group: msg('World'),
  name: 'version',
  words: t('of programs that have two here: {current} (current), or {classic} (classic)', {
    current: said(scenario, 'current'),
    classic: said(scenario, 'classic'),
  }),
  path: ['version'],
  field: choice('current', ['current', 'classic']),
  stops: [],
  isMain: true,
  write: (from, value) => {
    const next = withValue(from, ['version'], value);
    const path = ['app', 'worker_class'] as const;
    const written = valueIn(from, ['app', 'version']);
    const isLost =
      valueIn(from, path) === 'asgi' &&
      (written ?? GENERATIONS[generation(value)].gunicorn) === '20.1';
    return possible(isLost ? withValue(next, path, 'gthread') : next, 'app');
  },
});

function generation(value: unknown): keyof typeof GENERATIONS {
  return value === 'classic' ? 'classic' : 'current';
}

/** `Gunicorn 26.1, nginx 1.31 and Django 5.2`: of what the scenario has. */
function said(scenario: Written, generation: Generation): string {
  const front = frontEntryIn(scenario);
  const programs = [appEntryOf(scenario), ...(front ? [front] : [])].flatMap((entry) => {
    const { version } = versionsOf(entry, generation);
    return version === undefined ? [] : [`${entry.name} ${version}`];
  });
  const all = [...programs, `Django ${GENERATIONS[generation].django}`];
  return listText(all);
}
