import {
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { t } from '../../language/t.ts';
import { ExportMenu } from '../../panels/exchange/ExportMenu.tsx';
import { later } from '../../panels/later.tsx';
import { unsee } from '../../panels/seen.ts';
import type { Written } from '../../panels/written.ts';
import { isProblems } from '../../scenario/problems.ts';
import { MeasuredBeside } from '../reality/MeasuredBeside.tsx';
import { keep } from '../shell/deviceMemory.ts';
import { useShareable } from '../shell/sharing.tsx';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import { replaceRoute } from '../shell/useRoute.ts';
import { RunProgress } from '../workbench/RunProgress.tsx';
import { simulateRun } from '../workbench/simulateRun.ts';
import { usePlayer } from '../workbench/usePlayer.ts';
import { useRun } from '../workbench/useRun.ts';
import { Workbench } from '../workbench/Workbench.tsx';
import { firstSandbox, startScenario, troubleWithLink } from './firstSandbox.ts';
import type { ImportedFrom, Opened } from './openText.ts';
import { setPresentSandbox } from './presentSandbox.ts';
import { SandboxTools } from './SandboxTools.tsx';
import { StepIn } from './StepIn.tsx';
import { packSandbox, unpackSandbox } from './sandboxLink.ts';
import { changeSandbox } from './sandboxState.ts';
import { useGhost } from './useGhost.ts';
import './sandbox.css';

/** Knobs of all programs come behind the words, side by side with the stage. */
const Knobs = later(() => import('../../panels/Knobs.tsx').then((m) => m.Knobs));

/** What was brought in is told once somebody brought something. */
const ImportNotice = later(() => import('./ImportNotice.tsx').then((m) => m.ImportNotice), null);

/** The address follows a knob once it rests: browsers count how often it is changed. */
const ADDRESS_FOLLOWS_MS = 200;

/** A scenario that was opened from outside, and what it was made of. */
export interface Incoming {
  readonly written: Written;
  readonly from: ImportedFrom | null;
}

interface Props {
  /** What stood behind `#s=`, or null to go on where the sandbox was left. */
  readonly state: string | null;
  /** A scenario to take over as a change, or null. */
  readonly incoming: Incoming | null;
  onTaken(): void;
  onOpen(opened: Opened): void;
  onTrouble(trouble: Trouble | null): void;
}

/** Any scenario, every main knob; what is on the screen is always in the address. */
export function SandboxPage({ state, incoming, onTaken, onOpen, onTrouble }: Props) {
  const [first] = useState(() => firstSandbox(state));
  const [sandbox, change] = useReducer(changeSandbox, first.sandbox);
  const [selected, select] = useState<number | null>(first.view.selected);
  const {
    run: ownRun,
    progress,
    failure,
    cancel,
  } = useRun(
    // The knob goes first, what it leads to after it.
    useDeferredValue(sandbox.scenario),
  );
  // A first run that was cancelled or failed leaves nothing to show but the world one can start from.
  const run = useMemo(
    () => ownRun ?? (failure ? simulateRun(startScenario()) : null),
    [ownRun, failure],
  );
  // Where to look as soon as the run of what was opened is there: a long one takes its time.
  const goal = useRef<number | null>(first.view.atUs);
  const player = usePlayer(run, (made) => {
    if (goal.current !== null && run === ownRun) made.seek(goal.current);
  });
  useLayoutEffect(() => {
    if (goal.current === null || ownRun?.scenario !== sandbox.scenario) return;
    player.pause();
    player.seek(goal.current);
    unsee(ownRun, goal.current);
    goal.current = null;
  }, [player, ownRun, sandbox.scenario]);
  const ghost = useGhost(run);
  const [showsGhost, setShowsGhost] = useState(true);
  const [imported, setImported] = useState<{ from: ImportedFrom; after: Written } | null>(null);
  const ownState = useRef<string | null>(state);

  // A link opened while the sandbox is shown: what it holds, or why it cannot be opened and what was here stays.
  useEffect(() => {
    if (state === ownState.current) return;
    ownState.current = state;
    if (state === null) return;
    const shared = unpackSandbox(state);
    onTrouble(isProblems(shared) ? troubleWithLink(shared) : null);
    if (isProblems(shared)) return;
    goal.current = shared.atUs ?? 0;
    change({ do: 'write', written: shared.written });
    select(shared.selected);
  }, [state, onTrouble]);

  const latest = useRef(sandbox.written);
  latest.current = sandbox.written;
  useEffect(() => {
    if (!incoming) return;
    // A configuration changes what one looks at; anything else is something else to look at.
    if (incoming.from?.kind !== 'config') {
      goal.current = 0;
      select(null);
    }
    change({ do: 'write', written: incoming.written });
    setImported(incoming.from && { from: incoming.from, after: latest.current });
    onTaken();
  }, [incoming, onTaken]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the first link held is told once
  useEffect(() => onTrouble(first.trouble), []);

  // From the first change on, the address tells the scenario on the page; until then it stays as it came, moment and all.
  const { written, problems, past, future } = sandbox;
  useEffect(() => setPresentSandbox(written), [written]);
  const edit = useMemo(
    () => ({
      written,
      problems,
      onWrite: (next: Written) => change({ do: 'write', written: next }),
    }),
    [written, problems],
  );
  useEffect(() => {
    if (problems.length > 0 || (past.length === 0 && future.length === 0)) return;
    keep('sandbox', written);
    // What is too large for an address is found on this device again; an address of something else would be a lie.
    const timer = setTimeout(() => {
      const packed = packSandbox(written);
      if (packed === ownState.current) return;
      ownState.current = packed;
      replaceRoute({ page: 'sandbox', state: packed });
    }, ADDRESS_FOLLOWS_MS);
    return () => clearTimeout(timer);
  }, [written, problems, past, future]);

  useShareable(
    () => {
      const { atUs } = player.get();
      const packed = packSandbox(written, { atUs, ...(selected === null ? {} : { selected }) });
      return packed === null ? null : `#s=${packed}`;
    },
    () => run && { run, atUs: player.get().atUs, request: selected },
  );

  if (!run)
    return (
      <main className="app-plain">
        <h1>{t('Sandbox')}</h1>
        <RunProgress progress={progress ?? 0} failure={null} onCancel={cancel} />
      </main>
    );
  return (
    <Workbench
      run={run}
      player={player}
      selected={selected !== null && selected < run.requests ? selected : null}
      onSelect={select}
      ghost={showsGhost ? ghost : null}
      edit={edit}
      notice={<RunProgress progress={progress} failure={failure} onCancel={cancel} />}
    >
      <section className="app-card app-knobs app-scroll" aria-labelledby="app-sandboxTitle">
        <h1 id="app-sandboxTitle" className="app-hidden">
          {t('Sandbox')}
        </h1>
        {imported && past.includes(imported.after) && (
          <ImportNotice from={imported.from} onClose={() => setImported(null)} />
        )}
        <SandboxTools
          sandbox={sandbox}
          onChange={change}
          onOpen={onOpen}
          onPreset={(preset) => {
            // Another world begins at its beginning.
            goal.current = 0;
            select(null);
            setImported(null);
            change({ do: 'write', written: preset });
          }}
        >
          <ExportMenu run={run} scenario={written} />
        </SandboxTools>
        <StepIn run={run} player={player} edit={edit} />
        <div className="app-beside">
          {ghost && (
            <label className="app-check">
              <input
                type="checkbox"
                checked={showsGhost}
                onChange={(event) => setShowsGhost(event.currentTarget.checked)}
              />{' '}
              {t('Show the run before the last change, faintly')}
            </label>
          )}
          <MeasuredBeside scenario={sandbox.scenario} />
        </div>
        <Knobs scenario={written} problems={problems} onChange={edit.onWrite} />
      </section>
    </Workbench>
  );
}
