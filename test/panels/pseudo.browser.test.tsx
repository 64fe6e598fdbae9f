import type { ReactElement } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { PSEUDO, pseudoCatalog } from '../../src/language/pseudo.ts';
import { speak } from '../../src/language/t.ts';
import { ActBar } from '../../src/panels/act/ActBar.tsx';
import { ActMenu } from '../../src/panels/act/ActMenu.tsx';
import { CapacityPanel } from '../../src/panels/capacity/CapacityPanel.tsx';
import { ConfigPanel } from '../../src/panels/config/ConfigPanel.tsx';
import { EventTable } from '../../src/panels/EventTable.tsx';
import { ExportMenu } from '../../src/panels/exchange/ExportMenu.tsx';
import { Inspector } from '../../src/panels/Inspector.tsx';
import type { InstrumentView } from '../../src/panels/instrument.ts';
import { Knobs } from '../../src/panels/Knobs.tsx';
import { knobsOf } from '../../src/panels/knobList.ts';
import { LanesOverTime } from '../../src/panels/LanesOverTime.tsx';
import { LogsPanel } from '../../src/panels/LogsPanel.tsx';
import { LoadPanel } from '../../src/panels/load/LoadPanel.tsx';
import { MetricsPanel } from '../../src/panels/MetricsPanel.tsx';
import { RequestsPanel } from '../../src/panels/requests/RequestsPanel.tsx';
import { Shortcuts } from '../../src/panels/Shortcuts.tsx';
import { ScriptPanel } from '../../src/panels/script/ScriptPanel.tsx';
import { Transport } from '../../src/panels/Transport.tsx';
import { CausesPanel } from '../../src/panels/why/CausesPanel.tsx';
import { spelledOut } from '../../src/panels/written.ts';
import { PRESETS, type PresetName, presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Stage } from '../../src/stage/Stage.tsx';
import '../../src/stage/palette.css';
import '../../src/app/base.css';
import { plainWords } from './plainWords.ts';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const written = {
  ...ONE_HELD,
  database: {},
  script: [{ at: '1s', 'kill-worker': 1 }],
};
const run = runOf(written);

beforeEach(async () => {
  await page.viewport(1440, 900);
  speak(PSEUDO, pseudoCatalog);
});
afterEach(() => speak('en', null));

const nothing = () => {};

/** Everything as an instrument of the sandbox gets it, in the middle of the upload. */
function view(): InstrumentView {
  return {
    run,
    player: playerAt(run, 2_000_000),
    selected: 1,
    onSelect: nothing,
    ghost: null,
    edit: { written, problems: [], onWrite: nothing },
  };
}

const INSTRUMENTS: Record<string, (view: InstrumentView) => ReactElement> = {
  stage: (of) => (
    <div style={{ width: 1400, height: 500 }}>
      <Stage {...of} onAct={nothing} />
    </div>
  ),
  transport: (of) => <Transport {...of} onHelp={nothing} />,
  'list of keys': () => <Shortcuts open onClose={nothing} />,
  lanes: (of) => <LanesOverTime {...of} />,
  events: (of) => <EventTable {...of} />,
  requests: (of) => <RequestsPanel {...of} />,
  load: (of) => <LoadPanel {...of} />,
  logs: (of) => <LogsPanel {...of} />,
  numbers: (of) => <MetricsPanel {...of} />,
  causes: (of) => <CausesPanel {...of} />,
  script: (of) => <ScriptPanel {...of} />,
  configuration: (of) => <ConfigPanel {...of} />,
  capacity: () => <CapacityPanel scenario={run.scenario} start={() => nothing} />,
  request: (of) => <Inspector {...of} request={1} onSeek={nothing} />,
  settings: () => <Knobs scenario={written} onChange={nothing} />,
  saving: () => <ExportMenu run={run} scenario={written} />,
  'what can be done': (of) => <ActBar {...of} />,
  'menu of a worker': (of) => (
    <ActMenu
      {...of}
      target={{ kind: 'worker', process: 0 }}
      at={{ x: 10, y: 10 }}
      onClose={nothing}
    />
  ),
};

/** What stands there as programs write it. */
const NAMES: Record<string, readonly string[]> = {
  settings: [
    ...knobsOf(spelledOut(written), 0).flatMap(({ name, field, labels }) => [
      name,
      String(field.fallback),
      ...field.choices,
      ...Object.values(labels ?? {}),
    ]),
    'never none unlimited true 100Gbit/s',
  ],
  'what can be done': ['pg_ctl restart', 'ip link set eth0 down'],
};

test.each(Object.entries(INSTRUMENTS))(
  '%s: every word is given to translators',
  async (name, make) => {
    const screen = await render(make(view()));
    for (const details of screen.container.querySelectorAll('details')) details.open = true;
    for (const folded of screen.container.querySelectorAll<HTMLElement>(
      'button[aria-expanded="false"]',
    ))
      folded.click();
    // What comes late, and what is drawn once it has been measured.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(screen.container.textContent).toMatch(/[á-ž]/);
    expect(plainWords(screen.container, NAMES[name] ?? [])).toEqual([]);
  },
);

/** What a scenario calls its clients, routes, hosts and rows. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
/** Every third: each kind of server, class of worker and way to wait is among them. */
const WORLDS = (Object.keys(PRESETS) as PresetName[]).filter((_, index) => index % 3 === 0);

test.each(WORLDS)('the stage of %s: every word is given to translators', async (preset) => {
  const world = simulate(presetScenario(preset));
  const names = textsIn(world.scenario);
  const player = playerAt(world, 0);
  const screen = await render(
    <div style={{ width: 1400, height: 600 }}>
      <Stage run={world} player={player} selected={null} onSelect={nothing} onAct={nothing} />
    </div>,
  );
  for (const share of [0.3, 0.7]) {
    player.seek(Math.round(world.endUs * share));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(plainWords(screen.container, names)).toEqual([]);
  }
});

test('a word that was not given to translators is found, in text and in names; what is a program’s own is not', async () => {
  const screen = await render(
    <div>
      <p title="hidden words">said aloud</p>
      <code>worker_class</code>
      <p translate="no">
        log line <span translate="yes">changed</span>
      </p>
      <p>nginx</p>
    </div>,
  );
  expect(plainWords(screen.container).map((each) => each.split(' ')[0])).toEqual([
    'said',
    'aloud',
    'changed',
    'hidden',
    'words',
  ]);
});
