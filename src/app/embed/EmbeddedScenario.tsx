import { useEffect, useMemo, useState } from 'react';
import { PARAMETERS } from '../../embed/parameters.ts';
import { t } from '../../language/t.ts';
import type { SharedSandbox } from '../sandbox/sandboxLink.ts';
import { useLanguage } from '../shell/useLanguage.ts';
import { BenchPartsContext } from '../workbench/benchParts.ts';
import { RunProgress } from '../workbench/RunProgress.tsx';
import { usePlayer } from '../workbench/usePlayer.ts';
import { useRun } from '../workbench/useRun.ts';
import { Workbench } from '../workbench/Workbench.tsx';
import { EmbedFrame } from './EmbedFrame.tsx';
import type { LoadedCommand } from './host.ts';
import { partsOf } from './parts.ts';
import type { Embedding } from './player.tsx';
import { speakAsAsked } from './speakAsAsked.ts';

interface Props {
  readonly embedding: Embedding;
  readonly shared: SharedSandbox;
  /** As it stands in the address. */
  readonly state: string;
}

/** A scenario of the sandbox in someone else's page: to be watched, not to be changed. */
export function EmbeddedScenario({ embedding, shared, state }: Props) {
  const { options, host } = embedding;
  const language = useLanguage();
  const { seed } = options;
  const scenario = useMemo(
    () => (seed === null ? shared.scenario : { ...shared.scenario, seed }),
    [shared, seed],
  );
  const { run, progress, failure, cancel } = useRun(scenario);
  const [selected, select] = useState(shared.selected);
  const player = usePlayer(run, (made) => {
    made.seek(options.t ?? shared.atUs ?? 0);
    if (options.speed !== null) made.setSpeed(options.speed);
  });
  const parts = useMemo(() => partsOf(options), [options]);
  const { title } = scenario;
  const isReady = run !== null;
  useEffect(() => {
    if (isReady) host.post({ type: 'ready', lesson: 'scenario', title, step: 1, of: 1 });
  }, [host, isReady, title]);
  useEffect(() => {
    const refuse = (command: LoadedCommand, message: string) =>
      host.refuse([{ at: 'type', value: command.type, message }], command.id);
    host.onCommand((command) => {
      switch (command.type) {
        case 'play':
          return player.play();
        case 'pause':
          return player.pause();
        case 'step':
          return command.by === -1 ? player.stepBack() : player.stepForward();
        case 'goto': {
          const read = command.t === undefined ? null : PARAMETERS.t.read(command.t);
          if (read && 'value' in read && read.value !== null) return player.seek(read.value);
          return refuse(command, t('a scenario has no steps; allowed: a moment'));
        }
        case 'setLang':
          speakAsAsked(command.lang).then(
            (isSpoken) => isSpoken || refuse(command, t('there are no words in this language')),
            (error: unknown) => refuse(command, String(error)),
          );
          return;
        default:
          return refuse(command, t('a scenario has no state; allowed: its address'));
      }
    });
  }, [host, player]);
  return (
    <EmbedFrame key={language} title={title} link={`#s=${state}`} problems={[]} isWordless>
      <BenchPartsContext.Provider value={parts}>
        {run ? (
          <Workbench
            run={run}
            player={player}
            selected={selected}
            onSelect={select}
            notice={<RunProgress progress={progress} failure={failure} onCancel={cancel} />}
          >
            {null}
          </Workbench>
        ) : (
          <main className="app-plain">
            <RunProgress progress={progress} failure={failure} onCancel={cancel} />
          </main>
        )}
      </BenchPartsContext.Provider>
    </EmbedFrame>
  );
}
