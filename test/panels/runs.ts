import type { Run } from '../../src/insight/shapes.ts';
import type { Written } from '../../src/panels/written.ts';
import { createPlayer } from '../../src/player/createPlayer.ts';
import type { Player } from '../../src/player/player.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** The run of a scenario as people write it. */
export function runOf(written: Written): Run {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

/** A player that stands at the moment and plays nothing. */
export function playerAt(run: Run, atUs = 0): Player {
  const player = createPlayer();
  player.load(run);
  player.seek(atUs);
  return player;
}

/** One sync worker; #1 uploads over 3 s straight through to it, #2 comes after 1 s and waits. */
export const ONE_HELD: Written = {
  duration: '6s',
  clients: [
    { name: 'slow', pace: { bodyOver: '3s' }, asks: 'upload', arrivals: [{ at: '100ms' }] },
    { name: 'fast', asks: 'home', arrivals: [{ at: '1s' }] },
  ],
  front: { proxy_request_buffering: false },
  app: { workers: 1 },
  routes: [
    { name: 'home', path: '/<b>hello</b>', wait: '50ms' },
    { name: 'upload', method: 'POST', path: '/photo', body: '90kB' },
  ],
  database: 'none',
};
