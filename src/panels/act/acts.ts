import { requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { processName } from '../../insight/state/slotTable.ts';
import { t } from '../../language/t.ts';
import { type RequestRow, requestTable } from '../../recording/requestTable.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';
import type { StageTarget } from '../../stage/target.ts';
import {
  type Deed,
  type DeedKind,
  deedOf,
  hostNames,
  populationNames,
  routeNames,
} from '../script/deeds.ts';
import type { Written } from '../written.ts';

/** One thing that can be done to a target now. */
export interface Act {
  /** Plain words first. */
  readonly title: string;
  /** Then the signal or command, in its own spelling. */
  readonly signal: string;
  readonly deed: Deed;
  readonly set: Written;
}

/** What is chosen, in words, and what can be done to it at a moment. */
export interface Acts {
  readonly title: string;
  readonly acts: readonly Act[];
}

type Acting = (kind: DeedKind, title: string, set?: Written, signal?: string) => Act;

/** Makes acts in a world: its programs have signals and commands of their own. */
function actingIn(full: Written): Acting {
  return (kind, title, set = {}, signal) => {
    const deed = deedOf(kind);
    return { title, signal: signal ?? deed.signal(full), deed, set };
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * What can be done to something on the stage.
 * @param full the scenario spelled out
 */
export function actsOn(target: StageTarget, run: Run, full: Written, atUs: number): Acts {
  const found = actsFor(target, run, full, atUs);
  return { ...found, acts: found.acts.filter(({ deed }) => deed.fits(full)) };
}

function actsFor(target: StageTarget, run: Run, full: Written, atUs: number): Acts {
  const { scenario } = run;
  const act = actingIn(full);
  switch (target.kind) {
    case 'worker': {
      const worker = target.process + 1;
      return {
        title: capital(processName(run, target.process)),
        acts: [
          act('kill-worker', t('Kill it'), { worker }),
          act('hang-worker', t('Hang it for good'), { worker, for: 'good' }),
          act('hang-worker', t('Hang it for 2 s'), { worker, for: '2s' }, 'SIGSTOP, SIGCONT'),
          act('add-worker', t('Add another one beside it')),
          act('remove-worker', t('Take the oldest of them away')),
        ],
      };
    }
    case 'app': {
      const instance = target.instance + 1;
      const of = { instance };
      return {
        title:
          scenario.app.instances > 1
            ? t('App server {instance}', { instance: String(instance) })
            : entryOf(scenario.app).name,
        acts: [
          act('reload-app', t('Reload it, with new code'), of),
          act('stop-app', t('Stop it'), of),
          act('start-app', t('Start it'), of),
          // TTIN and TTOU go to the first app server.
          ...(target.instance === 0
            ? [
                act('add-worker', t('Add a worker')),
                act('remove-worker', t('Take the oldest worker away')),
              ]
            : []),
        ],
      };
    }
    case 'front': {
      const { front } = scenario;
      const name = front === null ? t('Front server') : frontEntryOf(front).name;
      const several = front !== null && front.instances > 1;
      // Which one, where the stage can tell.
      const which = 'instance' in target && several ? Number(target.instance) + 1 : null;
      const of = which === null ? {} : { front: which };
      const who = { all: several && which === null ? 'yes' : 'no' };
      return {
        title: which === null ? name : `${name} ${which}`,
        acts: [
          act(
            'reload-front',
            t('Reload {all, select, yes {all of them} other {it}}: nothing is lost', who),
            of,
          ),
          act(
            'stop-front',
            t(
              'Stop {all, select, yes {all of them} other {it}}: everything held there is cut off',
              who,
            ),
            of,
          ),
          act('start-front', t('Start {all, select, yes {all of them} other {it}}', who), of),
          ...(several && which === null
            ? Array.from({ length: front.instances }, (_, i) =>
                act('stop-front', t('Stop {name} {i} alone', { name, i: String(i + 1) }), {
                  front: i + 1,
                }),
              )
            : []),
        ],
      };
    }
    case 'database':
      return {
        title: t('Database'),
        acts: [
          act('restart-database', t('Restart it: away for 2 s'), { away: '2s' }),
          act('slow-database', t('Ten times as slow for 2 s'), { factor: 10, for: '2s' }),
        ],
      };
    case 'host': {
      const host = hostNames(full)[target.host] ?? scenario.hosts[target.host]?.name;
      return {
        title: t('Host “{host}”', { host: String(host) }),
        acts: [
          act('unplug-host', t('Unplug its network for 2 s'), { host, for: '2s' }),
          act('unplug-host', t('Unplug its network for good'), { host, for: 'good' }),
          act('busy-host', t('Let two other programs compute on it for 2 s'), {
            host,
            processes: 2,
            for: '2s',
          }),
        ],
      };
    }
    case 'client': {
      const own = inFlight(run, atUs).find(
        ({ id }) =>
          run.seed(id).population === target.population &&
          (target.client === null || run.seed(id).client === target.client),
      );
      return ofClient(run, full, target.population, target.client, own?.id ?? null);
    }
    case 'request': {
      const { population, client } = run.seed(target.request);
      const isThere = inFlight(run, atUs).some(({ id }) => id === target.request);
      return ofClient(run, full, population, client, isThere ? target.request : null);
    }
  }
}

function ofClient(
  run: Run,
  full: Written,
  population: number,
  client: number | null,
  request: number | null,
): Acts {
  const act = actingIn(full);
  const clients = populationNames(full)[population] ?? run.scenario.clients[population]?.name;
  const route = request === null ? undefined : routeNames(full)[run.seed(request).route];
  // Clients that a burst has added have no number that one could write.
  const number = client !== null && client < MOST_NUMBERED ? { client: client + 1 } : {};
  const isOne = 'client' in number;
  return {
    title:
      request === null
        ? t('“{clients}”##who is acted on', { clients: String(clients) })
        : t('{request} of “{clients}”##who is acted on', {
            request: requestName(request),
            clients: String(clients),
          }),
    acts: [
      act(
        'slow-client',
        isOne ? t('Its line becomes ten times as slow') : t('Their line becomes ten times as slow'),
        {
          clients,
          ...number,
          factor: 10,
          for: 'good',
        },
      ),
      ...(isOne
        ? [
            act('slow-client', t('The lines of all of them, for 2 s'), {
              clients,
              factor: 10,
              for: '2s',
            }),
          ]
        : []),
      act('burst', t('A burst of 20 more'), {
        count: 20,
        clients,
        ...(route === undefined ? {} : { route }),
      }),
      ...(request === null
        ? []
        : [
            act('abort-client', t('{request} gives up', { request: requestName(request) }), {
              request: request + 1,
            }),
          ]),
    ],
  };
}

/** What `client:` of a slow line may say at most. */
const MOST_NUMBERED = 8_000_000;

/** Requests that have begun and not ended, oldest first. */
function inFlight(run: Run, atUs: number): RequestRow[] {
  return requestTable(run).filter(
    (row) => row.startUs <= atUs && (row.endUs === null || row.endUs > atUs),
  );
}

/** The commonest deeds of any world, each done to what makes most of it: for those who do not point at the stage. */
export function commonActs(run: Run, full: Written, atUs: number): readonly Act[] {
  const held = inFlight(run, atUs).find(
    ({ acceptedUs, releasedUs, worker }) =>
      worker !== null &&
      acceptedUs !== null &&
      acceptedUs <= atUs &&
      (releasedUs === null || releasedUs > atUs),
  );
  const process = held?.worker == null ? 0 : (run.slots[held.worker]?.process ?? 0);
  const worker = process + 1;
  const name = processName(run, process);
  const act = actingIn(full);
  const clients = populationNames(full)[0];
  const host = hostNames(full).at(-1);
  return [
    act('kill-worker', t('Kill {name}', { name }), { worker }),
    act('hang-worker', t('Hang {name} for 2 s', { name }), { worker, for: '2s' }),
    act('burst', t('Send a burst of 20'), { count: 20, clients }),
    act('slow-client', t('Slow clients down'), { clients, factor: 10, for: '2s' }),
    act('restart-database', t('Restart the database'), { away: '2s' }),
    act('slow-database', t('Slow the database down'), { factor: 10, for: '2s' }),
    act('unplug-host', t('Unplug “{host}” for 2 s', { host: String(host) }), { host, for: '2s' }),
  ].filter(({ deed }) => deed.fits(full));
}
