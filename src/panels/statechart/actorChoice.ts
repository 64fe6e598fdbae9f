import { requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { processName, slotName } from '../../insight/state/slotTable.ts';
import { t } from '../../language/t.ts';
import type { ActorKind, ActorRef } from '../../recording/chartShape.ts';
import { requestTable } from '../../recording/requestTable.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';
import { masterText } from '../../stage/masterWords.ts';

/** Actors that are listed one by one; beyond, they are found through a request. */
const MOST_LISTED = 40;

/** Kinds of actors that a run has, in the order in which a request meets them. */
export function kindsOf({ scenario }: Run): readonly ActorKind[] {
  const hasFront = scenario.front !== null;
  return [
    'client',
    ...(scenario.front?.tls ? (['handshake'] as const) : []),
    ...(hasFront ? (['front'] as const) : []),
    'listener',
    'slot',
    'worker',
    'arbiter',
    ...(scenario.database === null ? [] : (['session'] as const)),
    'kept',
    ...(hasFront && scenario.front?.upstream ? (['pooled'] as const) : []),
  ];
}

/** Kinds of which there is one for each request. */
export const isByRequest = (kind: ActorKind): boolean =>
  kind === 'client' ||
  kind === 'handshake' ||
  kind === 'front' ||
  kind === 'kept' ||
  kind === 'pooled';

/**
 * The actor of a kind that deals with a request, and why it is this one. What nobody has watched yet is not told: a request that no worker
 * has taken by `seenUs` leads to the first of them.
 */
export function actorOf(
  run: Run,
  kind: ActorKind,
  request: number | null,
  { atUs, seenUs }: { readonly atUs: number; readonly seenUs: number },
): { readonly ref: ActorRef; readonly because: string } {
  const of = request ?? 0;
  const name = requestName(of);
  const nobody = request === null ? t('no request is selected') : null;
  if (isByRequest(kind))
    return {
      ref: { kind, index: of },
      because: nobody ?? '',
    };
  const row = request === null ? undefined : requestTable(run)[of];
  const slot =
    row?.acceptedUs != null && row.acceptedUs <= seenUs && row.worker !== null ? row.worker : null;
  const isServer = kind === 'listener' || kind === 'arbiter';
  if (slot === null) {
    const why = nobody ?? t('no worker has taken {name} yet', { name });
    return { ref: { kind, index: 0 }, because: isServer ? '' : why };
  }
  const place = run.slots[slot] ?? { instance: 0, process: slot };
  const index = isServer ? place.instance : kind === 'worker' ? place.process : slot;
  const hasBegun = row?.acceptedUs != null && row.acceptedUs <= atUs;
  const hasEnded = row?.releasedUs != null && row.releasedUs <= atUs;
  const because = hasEnded
    ? t('had {request}', { request: name })
    : hasBegun
      ? t('has {request}', { request: name })
      : t('will have {request}', { request: name });
  return { ref: { kind, index }, because: isServer ? '' : because };
}

/** The actors of a kind that can be chosen by name; none where they are found through a request. */
export function listedActors(run: Run, kind: ActorKind): readonly ActorRef[] {
  if (isByRequest(kind)) return [];
  const { slots, scenario } = run;
  const processes = 1 + Math.max(-1, ...slots.map((slot) => slot.process));
  const count =
    kind === 'listener' || kind === 'arbiter'
      ? scenario.app.instances
      : kind === 'worker'
        ? processes
        : slots.length;
  return Array.from({ length: Math.min(count, MOST_LISTED) }, (_, index) => ({ kind, index }));
}

/** What an actor is called: `worker 2`, `socket of app server 1`, `session of thread 2 of worker 1`. */
export function actorName(run: Run, { kind, index }: ActorRef): string {
  const { app, front } = run.scenario;
  const { instances } = app;
  const server = { many: instances > 1 ? 'yes' : 'no', server: String(index + 1) };
  switch (kind) {
    case 'client':
      return t('request {index}', { index: requestName(index) });
    case 'front':
      return t('request {index} in {server}', {
        index: requestName(index),
        server: front ? frontEntryOf(front).name : t('the front server'),
      });
    case 'handshake':
      return t('TLS handshake of {index}', { index: requestName(index) });
    case 'kept':
    case 'pooled':
      return t('connection of {index}', { index: requestName(index) });
    case 'listener':
      return t('listening socket{many, select, yes { of app server {server}} other {}}', server);
    case 'arbiter':
      return t('{master}{many, select, yes { of app server {server}} other {}}', {
        ...server,
        master: masterText(traitsOf(app).masterWord || 'master'),
      });
    case 'worker':
      return processName(run, index);
    case 'slot':
      return slotName(run, index);
    case 'session':
      return t('session of {run}', { run: slotName(run, index) });
  }
}
