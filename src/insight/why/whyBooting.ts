import { msg, t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
import { type AppProgram, appProgram, processLimit } from '../programs.ts';
import type { WorkerFold } from '../state/world.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, named } from './whyParts.ts';

const ENDS = [EVENT['worker/killed'], EVENT['worker/timedOut'], EVENT['worker/exited']];

/** Why a process is only starting. Also for one that is asked about by itself. */
export function sayBooting(
  say: Explanation,
  m: Moment,
  w: Pick<WorkerFold, 'process' | 'sinceUs' | 'worker'>,
): void {
  const app = appProgram(m.run.scenario);
  const noun = nounText(app.traits.processWord);
  const { bootUs } = m.run.scenario.app;
  const once = app.importsOnce ? app.importing : null;
  const link = { setting: once ?? 'boot', atUs: w.sinceUs, worker: w.worker };
  if (once)
    say.more(msg('a new {noun} is forked from a master that has imported Django'), { noun }, link);
  else
    say.more(
      msg('a new {noun} needs {time} to import Django'),
      { noun, time: durationText(bootUs) },
      link,
    );
  const end = endBefore(m, w.process);
  if (end === null) return;
  const { cause, isRecycled, isStopped } = end;
  const of = {
    atUs: m.run.at(cause),
    worker: w.worker,
    request: m.run.request(cause) === NONE ? null : m.run.request(cause),
  };
  const type = m.run.type(cause);
  if (type === EVENT['worker/timedOut'])
    say.more(msg('; the one before was ended by {limit}##the process before'), {
      limit: named(processLimit(app)?.name ?? null, t('a limit'), of),
    });
  else if (isRecycled)
    say.more(msg('; the one before had served its {requests} ({number})##the process before'), {
      requests: named(app.called('maxRequests'), t('requests'), of),
      number: String(app.traits.maxRequests),
    });
  else if (isStopped) say.more(msg('; the one before was told to stop'), {}, of);
  else if (type === EVENT['worker/killed'])
    say.more(msg('; the one before was <how>killed by signal {signal}</how>##the process before'), {
      how: of,
      signal: String(m.run.arg(cause)),
    });
  else say.more(msg('; the one before was <how>gone</how>##the process before'), { how: of });
}

/** `, and nobody starts it again: runserver has no master that would`: a process that is gone for good. */
export function sayNobodyRestarts(say: Explanation, app: AppProgram): void {
  if (app.traits.respawns) return;
  const respawn = app.called('respawn');
  if (respawn)
    say.more(msg(', and nobody starts it again: {setting} is off'), {
      setting: named(respawn, ''),
    });
  else
    say.more(msg(', and nobody starts it again: {app} has no master process that would'), {
      app: app.name,
    });
}

/** How the process before this one in its place ended: the event that tells most. */
function endBefore(
  m: Moment,
  process: number,
): { cause: number; isRecycled: boolean; isStopped: boolean } | null {
  let cause = NONE;
  let isRecycled = false;
  let isStopped = false;
  let forks = 0;
  for (let i = m.count - 1; i >= 0 && forks < 2; i--) {
    if (m.run.actor(i) !== process) continue;
    const type = m.run.type(i);
    if (type === EVENT['worker/forked']) forks++;
    if (type === EVENT['worker/recycling']) isRecycled = true;
    if (type === EVENT['worker/stopping']) isStopped = true;
    if (!ENDS.includes(type)) continue;
    if (cause === NONE || type !== EVENT['worker/exited']) cause = i;
  }
  return cause === NONE ? null : { cause, isRecycled, isStopped };
}
