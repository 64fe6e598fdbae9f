import { type ChangeEvent, useEffect, useReducer, useRef, useState } from 'react';
import { Knobs } from '../panels/Knobs.tsx';
import type { Written } from '../panels/written.ts';
import { parseScenario } from '../scenario/parseScenario.ts';
import { PRESETS } from '../scenario/presets.ts';
import { isProblems } from '../scenario/problems.ts';
import { openFile } from './DropZone.tsx';
import { keep, recall } from './deviceMemory.ts';
import type { Opened } from './openText.ts';
import { RunProgress } from './RunProgress.tsx';
import { packSandbox, type SharedSandbox, unpackSandbox } from './sandboxLink.ts';
import { beginSandbox, changeSandbox, type SandboxState } from './sandboxState.ts';
import { saveFile } from './saveFile.ts';
import { useShareable } from './sharing.tsx';
import type { Trouble } from './TroubleNotice.tsx';
import { usePlayer } from './usePlayer.ts';
import { replaceRoute } from './useRoute.ts';
import { useRun } from './useRun.ts';
import { Workbench } from './Workbench.tsx';
import './sandbox.css';

interface Props {
  /** What stood behind `#s=`, or null to go on where the sandbox was left. */
  readonly state: string | null;
  onOpen(opened: Opened): void;
  onTrouble(trouble: Trouble | null): void;
}

const START = PRESETS['slow-clients-unbuffered'] as Written;

/** Any scenario, every main knob; what is on the screen is always in the address. */
export function SandboxPage({ state, onOpen, onTrouble }: Props) {
  const [first] = useState(() => firstState(state));
  const [sandbox, change] = useReducer(changeSandbox, first.sandbox);
  const [selected, select] = useState<number | null>(first.view.selected);
  const { run, progress, failure, cancel } = useRun(sandbox.scenario);
  const player = usePlayer(run);
  const ownState = useRef<string | null>(state);

  // A link opened while the sandbox is shown: what it holds, or why it cannot be opened and what was here stays.
  useEffect(() => {
    if (state === null || state === ownState.current) return;
    ownState.current = state;
    const shared = unpackSandbox(state);
    onTrouble(isProblems(shared) ? troubleWithLink(shared) : null);
    if (isProblems(shared)) return;
    change({ do: 'write', written: shared.written });
    select(shared.selected);
    if (shared.atUs !== null) player.seek(shared.atUs);
  }, [state, player, onTrouble]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the first link held is told once
  useEffect(() => {
    onTrouble(first.trouble);
    if (first.view.atUs !== null) player.seek(first.view.atUs);
  }, []);

  // From the first change on, the address tells the scenario on the page; until then it stays as it came, moment and all.
  const { written, problems, past } = sandbox;
  useEffect(() => {
    if (problems.length > 0 || past.length === 0) return;
    keep('sandbox', written);
    const packed = packSandbox(written);
    if (packed === null || packed === ownState.current) return;
    ownState.current = packed;
    replaceRoute({ page: 'sandbox', state: packed });
  }, [written, problems, past]);

  useShareable(() => {
    const { atUs } = player.get();
    const packed = packSandbox(written, { atUs, ...(selected === null ? {} : { selected }) });
    return packed === null ? window.location.hash : `#s=${packed}`;
  });

  if (!run) return <p className="app-plain">{failure ?? 'Simulating…'}</p>;
  return (
    <Workbench
      run={run}
      player={player}
      selected={selected !== null && selected < run.requests ? selected : null}
      onSelect={select}
      notice={<RunProgress progress={progress} failure={failure} onCancel={cancel} />}
    >
      <section className="app-card app-knobs app-scroll" aria-labelledby="app-sandboxTitle">
        <h1 id="app-sandboxTitle">Sandbox</h1>
        <SandboxTools
          sandbox={sandbox}
          onOpen={onOpen}
          onWrite={(next) => change({ do: 'write', written: next })}
        >
          <button
            type="button"
            className="app-button"
            aria-disabled={past.length === 0}
            onClick={() => change({ do: 'undo' })}
          >
            Undo
          </button>
          <button
            type="button"
            className="app-button"
            aria-disabled={sandbox.future.length === 0}
            onClick={() => change({ do: 'redo' })}
          >
            Redo
          </button>
        </SandboxTools>
        <Knobs
          scenario={written}
          problems={problems}
          onChange={(next) => change({ do: 'write', written: next })}
        />
      </section>
    </Workbench>
  );
}

interface ToolsProps {
  readonly sandbox: SandboxState;
  onOpen(opened: Opened): void;
  onWrite(written: Written): void;
  readonly children: React.ReactNode;
}

function SandboxTools({ sandbox, onOpen, onWrite, children }: ToolsProps) {
  const picker = useRef<HTMLInputElement>(null);

  function pick(event: ChangeEvent<HTMLInputElement>) {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = ''; // the same file can be chosen again after mending it
    if (file) void openFile(file).then(onOpen);
  }

  return (
    <div className="app-tools">
      <label className="app-preset">
        <span>Start from</span>
        <select
          className="app-select"
          value=""
          onChange={(event) => {
            const preset = PRESETS[event.currentTarget.value as keyof typeof PRESETS];
            if (preset) onWrite(preset as Written);
          }}
        >
          <option value="">{String(sandbox.written.title ?? 'a preset')}</option>
          {Object.entries(PRESETS).map(([name, preset]) => (
            <option key={name} value={name}>
              {preset.title}
            </option>
          ))}
        </select>
      </label>
      {children}
      <button type="button" className="app-button" onClick={() => picker.current?.click()}>
        Open file
      </button>
      <input
        ref={picker}
        type="file"
        accept=".json,.yaml,.yml,application/json"
        hidden
        onChange={pick}
      />
      <button
        type="button"
        className="app-button"
        onClick={() => saveFile('scenario.json', `${JSON.stringify(sandbox.written, null, 2)}\n`)}
      >
        Save file
      </button>
    </div>
  );
}

interface First {
  readonly sandbox: SandboxState;
  readonly view: Pick<SharedSandbox, 'atUs' | 'selected'>;
  readonly trouble: Trouble | null;
}

/** The link's scenario, or the one left on this device, or the first preset: whatever of these is without fault. */
function firstState(state: string | null): First {
  const shared = state === null ? null : unpackSandbox(state);
  if (shared && !isProblems(shared))
    return { sandbox: beginSandbox(shared.written, shared.scenario), view: shared, trouble: null };
  const trouble = shared ? troubleWithLink(shared) : null;
  const view = { atUs: null, selected: null };
  for (const written of [recall('sandbox'), START]) {
    const scenario = written === null ? [] : parseScenario(written);
    if (!isProblems(scenario))
      return { sandbox: beginSandbox(written as Written, scenario), view, trouble };
  }
  throw new Error('the preset that the sandbox starts from is faulty');
}

const troubleWithLink = (problems: Trouble['problems']): Trouble => ({
  summary: 'This link could not be opened. The sandbox shows what was here before.',
  problems,
});
