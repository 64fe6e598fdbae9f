import { type ReactNode, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createPlayer } from '../../../src/player/createPlayer.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import '../../../src/stage/palette.css';
import { Stage } from '../../../src/stage/Stage.tsx';
import { StageView } from '../../../src/stage/StageView.tsx';
import { stillPlayer } from '../stillPlayer.ts';
import { pictures } from './pictures.ts';
import { scenarioNamed } from './runs.ts';
import './harness.css';

/**
 * `?picture=busy` shows a hand-made scene; `?run=slow-clients-unbuffered&at=1.5` a moment of a real run, `&play=0.1` plays it.
 * `&theme=dark`, `&select=3`, `&spot=app`, `&size=1018x700` and `&act` go with both.
 */
const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme) document.documentElement.dataset.theme = theme;

type Choice = { selected: number | null; onSelect: (request: number | null) => void };

function Harness({ children }: { children: (choice: Choice) => ReactNode }) {
  const [selected, onSelect] = useState<number | null>(
    query.has('select') ? Number(query.get('select')) : null,
  );
  const [width, height] = (query.get('size') ?? '1018x430').split('x').map(Number);
  const style = innerWidth > 800 ? { width, height } : {};
  return <div style={style}>{children({ selected, onSelect })}</div>;
}

const acting = query.has('act')
  ? { onAct: (target: object, at: object) => console.log(JSON.stringify({ target, at })) }
  : {};
const spot = query.get('spot');
const spotlight = spot ? { tier: spot as 'app' } : null;

function content(): (choice: Choice) => ReactNode {
  const picture = pictures[query.get('picture') ?? ''];
  if (picture) {
    const player = stillPlayer();
    const sceneOf = () => picture.scene;
    return (choice) => (
      <StageView
        {...choice}
        {...acting}
        scenario={picture.scenario}
        {...(picture.plan ? { plan: picture.plan } : {})}
        sceneOf={sceneOf}
        player={player}
        spotlight={spotlight}
      />
    );
  }
  const scenario = scenarioNamed(query.get('run') ?? 'trouble');
  if (typeof scenario === 'string') return () => <pre>{scenario}</pre>;
  const run = simulate(scenario);
  const player = createPlayer();
  player.load(run);
  player.seek(Number(query.get('at') ?? 0) * 1e6);
  if (query.has('play')) {
    player.setSpeed(Number(query.get('play')));
    player.play();
  }
  if (query.has('style')) player.setStyle('events');
  Object.assign(window, { player, run });
  return (choice) => (
    <Stage {...choice} {...acting} run={run} player={player} spotlight={spotlight} />
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Harness>{content()}</Harness>
  </StrictMode>,
);
