import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { requestName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';
import { worldAfter } from '../state/worldAfter.ts';
import { appAddress } from './wireAddresses.ts';
import type { Events } from './wireEvents.ts';
import { requestVersion } from './wireHttp.ts';
import { hopNames } from './wireNames.ts';
import { saysClose } from './wireUpstream.ts';

/** Whether the app server will read another request from the connection on which it answers this one. */
export function appKeeps(run: Run, part: Events): boolean {
  const { scenario } = run;
  const { app } = scenario;
  if (traitsOf(app).limits.keepaliveUs === 0 || requestVersion(scenario) === '1.0') return false;
  if (saysClose(scenario)) return false;
  const writing = part.first('response/writing');
  if (!writing) return true;
  // A worker that is to end says so with its last answers.
  const worker = worldAfter(run, writing.index).processes[slotTable(run).processOf(writing.actor)];
  return !(worker?.stopping || worker?.recycling);
}

/** Whether the front server will read another request from the client's connection. */
export function frontKeeps(run: Run, journey: Events): boolean {
  const { front, app } = run.scenario;
  if (!front) return false;
  const { keepaliveUs, keepaliveRequests } = frontTraitsOf(front, app);
  if (keepaliveUs === 0) return false;
  const carried = journey.first('connection/reused')?.arg ?? 0;
  return keepaliveRequests === undefined || carried + 1 < keepaliveRequests;
}

/** What there is to say of the client's connection: nothing of a new one. */
export function clientNote(run: Run, request: number, journey: Events): string | undefined {
  return (
    [reusedNote(run, request, journey), frontNote(run.scenario, journey)]
      .filter(Boolean)
      .join('; ') || undefined
  );
}

function reusedNote(run: Run, request: number, journey: Events): string | undefined {
  const shared = journey.first('stream/opened');
  if (shared && shared.arg > 0)
    return t(
      'as a stream of its client’s HTTP/2 connection, which has carried {count, plural, one {# request} other {# requests}}: no new handshake',
      { count: shared.arg },
    );
  const reused = journey.first('connection/reused');
  if (!reused || shared) return undefined;
  const before = runIndex(run).clients.before.get(request);
  return before === undefined
    ? t(
        'over the connection that has carried {count, plural, one {# request} other {# requests}}: no new handshake',
        { count: reused.arg },
      )
    : t('over the connection that carried {request} before: no new handshake', {
        request: requestName(before),
      });
}

/** Which of several front servers it came to. */
function frontNote({ front }: Scenario, journey: Events): string | undefined {
  if (front === null || front.instances <= 1) return undefined;
  const accepted = journey.first('front/accepted');
  return accepted
    ? t('at front server {number}', { number: String(Math.max(0, accepted.actor) + 1) })
    : undefined;
}

/** What there is to say of the front server's connection to the app server: which copy, and whether it comes out of the pool. */
export function upstreamNote(run: Run, part: Events): string | undefined {
  const { app, front } = run.scenario;
  const chosen = part.last('upstream/chosen', 'upstream/reused');
  const instance = Math.max(0, chosen?.actor ?? NONE);
  const reused = part.last('upstream/reused');
  const weight = front?.upstream?.weights[instance] ?? 1;
  const to =
    app.instances > 1
      ? t(
          weight > 1
            ? msg('to app server {number} ({address}, weight {weight})')
            : msg('to app server {number} ({address})'),
          {
            number: String(instance + 1),
            address: appAddress(run.scenario, instance).upstream,
            weight: String(weight),
          },
        )
      : '';
  const over = reused
    ? t(
        "over a connection of {front}'s pool that has carried {count, plural, one {# request} other {# requests}}: no new handshake",
        { front: hopNames(run.scenario).front ?? '', count: reused.arg },
      )
    : '';
  return [to, over].filter(Boolean).join(', ') || undefined;
}
