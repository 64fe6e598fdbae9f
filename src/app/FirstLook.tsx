import { useEffect, useMemo, useState } from 'react';
import { Caption } from '../panels/Caption.tsx';
import { usePlayerState } from '../panels/usePlayer.ts';
import { findEvent } from '../recording/recording.ts';
import { parseScenario } from '../scenario/parseScenario.ts';
import { isProblems } from '../scenario/problems.ts';
import { simulate } from '../sim/simulate.ts';
import { Stage } from '../stage/Stage.tsx';
import { lessons } from './catalog.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { routeHash } from './route.ts';
import { usePlayer } from './usePlayer.ts';

/** One visitor, one page, every tier once; slow enough in the database that each hop is seen. */
const ONE_REQUEST = {
  title: 'One request',
  duration: '320ms',
  clients: [{ name: 'you', link: '4g', arrivals: [{ at: '10ms', route: 'home' }], asks: 'home' }],
  app: { workers: 1 },
  socket: { kind: 'unix' },
  routes: [{ name: 'home', path: '/', response: '20kB', cpu: '24ms', queries: 2, query: '18ms' }],
};

/** Virtual seconds a second: the third of a second takes about ten. */
const SPEED = 0.03;

/** The first thing a visitor sees: one request, halfway; it travels from the start when asked to. */
export function FirstLook() {
  const run = useMemo(() => {
    const scenario = parseScenario(ONE_REQUEST);
    if (isProblems(scenario))
      throw new Error(`first look: ${scenario[0]?.at} ${scenario[0]?.message}`);
    return simulate(scenario);
  }, []);
  const player = usePlayer(run);
  const { playing, atUs, endUs } = usePlayerState(player);
  const [followed, setFollowed] = useState(false);
  const [selected, setSelected] = useState<number | null>(null);

  useEffect(() => {
    player.setStyle('smooth');
    player.setSpeed(SPEED);
    // A still picture from the middle of the journey says more than an empty street.
    const query = findEvent(run, 0, ['query/started']);
    player.seek(query < 0 ? run.endUs / 2 : run.at(query) + 9_000);
  }, [player, run]);

  function follow() {
    if (playing) return player.pause();
    if (!followed || atUs >= endUs) player.seek(0);
    setFollowed(true);
    player.play();
  }

  const isOver = followed && atUs >= endUs;
  const first = lessons()[0];
  return (
    <section className="app-firstLook" aria-label="One request">
      <h1>What happens to a web request between the browser and the database?</h1>
      <p className="app-firstLookLine">
        Roundtrip simulates the whole way through nginx, Gunicorn, Django and PostgreSQL: stop at
        any moment, step back, and ask any request why it is waiting.
      </p>
      <div className="app-firstLookStage">
        <div className="app-stageHold">
          <ErrorBoundary what="the stage">
            <Stage run={run} player={player} selected={selected} onSelect={setSelected} />
          </ErrorBoundary>
        </div>
        <div className="app-firstLookTools">
          <button type="button" className="app-primary" onClick={follow}>
            {playing ? 'Pause' : isOver ? 'Follow it again' : followed ? 'Go on' : 'Follow it'}
          </button>
          <Caption run={run} player={player} />
          {isOver && first && (
            <a href={routeHash({ page: 'lesson', lesson: first.id, step: null, moment: null })}>
              Now the first question →
            </a>
          )}
        </div>
      </div>
    </section>
  );
}
