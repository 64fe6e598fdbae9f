import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { durationText } from '../plainWords.ts';
import { type AppProgram, appProgram, processLimit } from '../programs.ts';
import type { WorkerFold } from '../state/world.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

const ENDS = [EVENT['worker/killed'], EVENT['worker/timedOut'], EVENT['worker/exited']];

/** Why a process is only starting. Also for one that is asked about by itself. */
export function sayBooting(
  say: Explanation,
  m: Moment,
  w: Pick<WorkerFold, 'process' | 'sinceUs' | 'worker'>,
): void {
  const app = appProgram(m.run.scenario);
  const { processWord } = app.traits;
  const { bootUs } = m.run.scenario.app;
  const once = app.importsOnce ? app.importing : null;
  const link = { setting: once ?? 'boot', atUs: w.sinceUs, worker: w.worker };
  say.say(
    once
      ? `a new ${processWord} is forked from a master that has imported Django`
      : `a new ${processWord} needs ${durationText(bootUs)} to import Django`,
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
    say.say('; the one before was ended by ').named(processLimit(app)?.name ?? null, 'a limit', of);
  else if (isRecycled)
    say
      .say('; the one before had served its ')
      .named(app.called('maxRequests'), 'requests', of)
      .say(` (${app.traits.maxRequests})`);
  else if (isStopped) say.say('; the one before was told to stop', of);
  else
    say
      .say('; the one before was ')
      .say(type === EVENT['worker/killed'] ? `killed by signal ${m.run.arg(cause)}` : 'gone', of);
}

/** `, and nobody starts it again: runserver has no master that would`: a process that is gone for good. */
export function sayNobodyRestarts(say: Explanation, app: AppProgram): void {
  if (app.traits.respawns) return;
  const respawn = app.called('respawn');
  if (respawn) say.say(', and nobody starts it again: ').named(respawn, '').say(' is off');
  else say.say(`, and nobody starts it again: ${app.name} has no master process that would`);
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
