import { createRoot } from 'react-dom/client';
import { createPlayer } from '../../../src/player/createPlayer.ts';
import type { PlayerState } from '../../../src/player/player.ts';
import { presetScenario } from '../../../src/scenario/presets.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import '../../../src/stage/palette.css';
import { Stage } from '../../../src/stage/Stage.tsx';
import { StageView } from '../../../src/stage/StageView.tsx';
import { crowdScenario, crowdScene } from './crowd.ts';
import { nextFrame, takeCosts } from './watchFrames.ts';

export interface FrameCost {
  /** Tokens that stood on the page one by one at the end. */
  readonly drawn: number;
  readonly frames: number;
  /** Main thread per frame, ms: all frame callbacks, and the style and layout they make necessary. */
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const WARM_UP_FRAMES = 30;

/** A player that only moves on: nothing else of it is asked for. */
function playing() {
  const player = createPlayer();
  player.load({ length: 0, endUs: 3_600e6, at: () => 0, countUntil: () => 0 });
  player.play();
  return player;
}

async function watch(frames: number): Promise<FrameCost> {
  for (let i = 0; i < WARM_UP_FRAMES; i++) await nextFrame();
  takeCosts();
  for (let i = 0; i < frames; i++) await nextFrame();
  const costs = takeCosts().sort((a, b) => a - b);
  const at = (share: number): number => costs[Math.floor(costs.length * share)] ?? 0;
  return {
    drawn: document.querySelectorAll('.stage-token').length,
    frames: costs.length,
    meanMs: costs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, costs.length),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}

/** Mounts a stage with `tokens` made-up requests, all moving, and measures `frames` frames of it. */
export async function frameCost(tokens: number, frames: number): Promise<FrameCost> {
  const scenario = crowdScenario();
  const player = playing();
  const sceneOf = (state: PlayerState) => crowdScene(tokens, state.atUs);
  const root = createRoot(document.getElementById('root') as HTMLElement);
  root.render(
    <div style={{ width: 1700, height: 1100 }}>
      <StageView
        scenario={scenario}
        sceneOf={sceneOf}
        player={player}
        selected={null}
        onSelect={() => {}}
      />
    </div>,
  );
  const cost = await watch(frames);
  player.dispose();
  root.unmount();
  return cost;
}

/** The same for a real run: a busy minute at 200 requests a second, from its 20th second at speed ×1. */
export async function frameCostOfRun(frames: number): Promise<FrameCost> {
  const run = simulate(presetScenario('busy-minute'));
  const player = createPlayer();
  player.load(run);
  player.seek(20e6);
  player.play();
  const root = createRoot(document.getElementById('root') as HTMLElement);
  root.render(
    <div style={{ width: 1040, height: 430 }}>
      <Stage run={run} player={player} selected={null} onSelect={() => {}} />
    </div>,
  );
  const cost = await watch(frames);
  player.dispose();
  root.unmount();
  return cost;
}

Object.assign(window, { frameCost, frameCostOfRun });
