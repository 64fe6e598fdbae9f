import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET, nextMoment } from '../state/life.ts';
import type { RunIndex } from '../state/runIndex.ts';
import type { World } from '../state/world.ts';
import { hostMemory } from './hostMemory.ts';
import type { HostView } from './scene.ts';

const PART_ENDS = [EVENT['span/left'], EVENT['view/left'], EVENT['view/cancelled']];

/**
 * The hosts with what wants their cores. The recording does not say who has a core, so it is told from states: a worker process that boots or
 * runs Python wants one (all threads, greenlets or tasks of a process together one: they share an interpreter), a query that runs wants one on
 * the database's host. nginx's work is left out, as it does not queue for a core in the model.
 */
export function hostViews(
  run: Run,
  index: RunIndex,
  world: World,
  lifeOfRequest: (request: number) => Life,
  atUs: number,
): HostView[] {
  const { app, database, hosts } = run.scenario;
  const wanting = hosts.map((_, host) => world.others.get(host) ?? 0);
  const want = (host: number): void => {
    wanting[host] = (wanting[host] ?? 0) + 1;
  };
  const computes = new Set<number>();
  for (const w of world.workers)
    if (w.state === 'running' && w.request !== NONE && !computes.has(w.process))
      if (isComputing(run, index, lifeOfRequest(w.request), atUs)) computes.add(w.process);
  for (const p of world.processes)
    if (p.state === 'booting' || (p.state === 'ready' && computes.has(p.process)))
      want(hostOf(app));
  if (database)
    for (const s of world.sessions)
      if (s.state === 'querying') want(database.kind === 'sqlite' ? hostOf(app) : database.host);
  return hosts.map(({ name, cores }, host) => ({
    host,
    name,
    cores,
    wanting: wanting[host] ?? 0,
    others: world.others.get(host) ?? 0,
    unplugged: world.unplugged.has(host),
    busy: Math.min(cores, wanting[host] ?? 0),
    memory: host === hostOf(app) ? hostMemory(run, world) : null,
  }));
}

/** Whether Django computes for it rather than sleeps: what a part waits for comes last, so it ends with the part. */
function isComputing(run: Run, index: RunIndex, life: Life, atUs: number): boolean {
  const { route } = circumstances(run, life.request);
  const span = route.spans?.[life.span];
  if (!span && (route.effect === 'hang' || route.effect === 'hang-hard') && life.viewUs !== NOT_YET)
    return false;
  const waitUs = span ? span.waitUs : run.seed(life.request).waitUs;
  if (waitUs <= 0) return true;
  const endUs = nextMoment(run, index, life, PART_ENDS);
  return endUs !== NOT_YET && atUs < endUs - waitUs;
}
