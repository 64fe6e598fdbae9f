import { useMemo, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import { Caption } from '../../panels/Caption.tsx';
import { usePlayerState } from '../../panels/usePlayer.ts';
import { findEvent } from '../../recording/recording.ts';
import { simulate } from '../../sim/simulate.ts';
import { Stage } from '../../stage/Stage.tsx';
import { routeHash } from '../route.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { usePlayer } from '../workbench/usePlayer.ts';
import { lessonCards } from './catalog.ts';
import oneRequest from './firstLook.yaml?scenario';

/** Virtual seconds a second: the third of a second takes about ten. */
const SPEED = 0.03;

/** A still picture from the middle of the journey says more than an empty street. */
function stillUs(run: Run): number {
  const query = findEvent(run, 0, ['query/started']);
  return query < 0 ? run.endUs / 2 : run.at(query) + 9_000;
}

/** One request, halfway; it travels from the start when asked to. */
export function FirstRequest() {
  const run = useMemo(() => simulate(oneRequest), []);
  const player = usePlayer(run, (made) => {
    made.setStyle('smooth');
    made.setSpeed(SPEED);
    made.seek(stillUs(run));
  });
  const { playing, atUs, endUs } = usePlayerState(player);
  const [followed, setFollowed] = useState(false);
  const [selected, setSelected] = useState<number | null>(null);

  function follow() {
    if (playing) return player.pause();
    if (!followed || atUs >= endUs) player.seek(0);
    setFollowed(true);
    player.play();
  }

  const isOver = followed && atUs >= endUs;
  const first = lessonCards()[0];
  return (
    <div className="app-firstLookStage">
      <div className="app-firstLookHold">
        <ErrorBoundary what={msg('the stage')}>
          <Stage run={run} player={player} selected={selected} onSelect={setSelected} />
        </ErrorBoundary>
      </div>
      <div className="app-firstLookTools">
        <button type="button" className="app-primary" onClick={follow}>
          {playing
            ? t('Pause')
            : isOver
              ? t('Follow it again')
              : followed
                ? t('Go on')
                : t('Follow it')}
        </button>
        <Caption run={run} player={player} />
        {isOver && first && (
          <a href={routeHash({ page: 'lesson', lesson: first.id, step: null, moment: null })}>
            {t('Now the first question →')}
          </a>
        )}
      </div>
    </div>
  );
}
