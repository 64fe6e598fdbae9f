import { t } from '../language/t.ts';
import { EVENTS, type EventName, NONE } from '../recording/vocabulary.ts';
import { nounText } from './nouns.ts';
import { requestName } from './plainWords.ts';
import { appProgram, holderWord } from './programs.ts';
import { SENTENCES } from './sentences.ts';
import type { Narration, Run } from './shapes.ts';
import { circumstances } from './state/circumstances.ts';
import { runIndex } from './state/runIndex.ts';
import { slotName, slotTable } from './state/slotTable.ts';
import { OF_PROCESSES, step } from './state/world.ts';
import { worldAfter } from './state/worldAfter.ts';

/**
 * Events `from` ≤ index < `until` of a run, each in one plain sentence. Any stretch is as quick as any other. The same
 * sentences serve as captions, as the event table and for screen readers.
 */
export function narrate(run: Run, from: number, until: number): Narration[] {
  const first = Math.max(0, Math.trunc(from));
  const last = Math.min(run.length, Math.trunc(until));
  if (first >= last) return [];
  const world = worldAfter(run, first);
  const index = runIndex(run);
  const workerOf = index.worker;
  const told: Narration[] = [];
  for (let i = first; i < last; i++) {
    step(world, run, i, index);
    const name = EVENTS[run.type(i)] as EventName;
    const request = run.request(i);
    const worker = workerIn(run, i, name, workerOf);
    const text = SENTENCES[name]({
      run,
      index: i,
      at: run.at(i),
      request,
      actor: run.actor(i),
      arg: run.arg(i),
      world,
      get of() {
        return circumstances(run, request);
      },
      who:
        worker === NONE
          ? t('its {holder}', { holder: nounText(holderWord(appProgram(run.scenario))) })
          : slotName(run, worker, world.workers[worker]?.pid),
    });
    told.push({
      index: i,
      atUs: run.at(i),
      name,
      request: request === NONE ? null : request,
      worker: worker === NONE ? null : worker,
      text:
        request === NONE
          ? upperFirst(text)
          : t('{request}: {what}##what happens to a request: “#4: the connection stands.”', {
              request: requestName(request),
              what: text,
            }),
    });
  }
  return told;
}

const OF_WORKERS =
  /^(worker|view|linger|session|query|span|lock)\/|^response\/writ|^connection\/(pooled|parked)/;

function workerIn(run: Run, i: number, name: EventName, workerOf: Int32Array): number {
  if (!OF_WORKERS.test(name)) return NONE;
  // Of a process: its first slot stands for it.
  if (OF_PROCESSES.has(run.type(i)) || name.startsWith('connection/'))
    return slotTable(run).slotsOf(run.actor(i))[0] ?? run.actor(i);
  if (/^(session|query|lock)\//.test(name) || run.actor(i) === NONE)
    return run.request(i) === NONE ? NONE : (workerOf[run.request(i)] as number);
  return run.actor(i);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
