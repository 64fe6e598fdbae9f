import { NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import type { Run } from '../shapes.ts';
import type { World } from '../state/world.ts';
import type { Scene } from './scene.ts';

/** Memory in use on the app server's host, where it has a limit: each process, and what its requests need on top. */
export function hostMemory(run: Run, world: World): Scene['memory'] {
  const { app, hosts, routes } = run.scenario;
  const totalBytes = hosts[hostOf(app)]?.memoryBytes ?? Infinity;
  if (totalBytes === Infinity) return null;
  let usedBytes = 0;
  for (const p of world.processes) if (p.state !== 'dead') usedBytes += app.memoryBytes;
  for (const w of world.workers)
    if (w.request !== NONE) usedBytes += routes[run.seed(w.request).route]?.memoryBytes ?? 0;
  const isHere = world.exhaustedUs !== NONE && world.exhaustedHost === hostOf(app);
  return { usedBytes, totalBytes, exhaustedUs: isHere ? world.exhaustedUs : null };
}
