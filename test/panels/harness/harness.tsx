import { type ReactNode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Caption } from '../../../src/panels/Caption.tsx';
import { EventTable } from '../../../src/panels/EventTable.tsx';
import { Inspector } from '../../../src/panels/Inspector.tsx';
import { Knobs } from '../../../src/panels/Knobs.tsx';
import { LanesOverTime } from '../../../src/panels/LanesOverTime.tsx';
import { LogsPanel } from '../../../src/panels/LogsPanel.tsx';
import { LoadPanel } from '../../../src/panels/load/LoadPanel.tsx';
import { MetricsPanel } from '../../../src/panels/MetricsPanel.tsx';
import { RequestsPanel } from '../../../src/panels/requests/RequestsPanel.tsx';
import { Transport } from '../../../src/panels/Transport.tsx';
import { useShortcuts } from '../../../src/panels/useShortcuts.ts';
import type { Written } from '../../../src/panels/written.ts';
import { createPlayer } from '../../../src/player/createPlayer.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import '../../../src/stage/palette.css';
import '../../../src/app/base.css';
import { uploads } from './uploads.ts';

/** Every panel on one page, or one of them, to be looked at: `?theme=dark&t=4.2&request=3&only=requests&ghost`. */
const asked = new URLSearchParams(location.search);
document.documentElement.dataset.theme = asked.get('theme') ?? 'light';
document.body.style.padding = '16px';

const player = createPlayer();

function runOf(written: Written) {
  const scenario = parseScenario(written);
  return isProblems(scenario) ? { problems: scenario } : { run: simulate(scenario) };
}

// `?big` is a minute of 200 requests a second: what must still be smooth.
const big = {
  ...uploads,
  duration: '60s',
  app: { workers: 16 },
  front: 'nginx',
  socket: { backlog: 2048 },
  clients: [{ ...uploads.clients[0], arrivals: { rate: '200/s' } }, uploads.clients[1]],
};
const shown: Written = asked.has('big') ? big : uploads;
const first = runOf(shown).run;
if (!first) throw new Error('the harness scenario is wrong');
const ghostRun = runOf({ ...shown, app: { ...(shown.app as object), workers: 2 } }).run ?? null;
player.load(first);
player.seek(Number(asked.get('t') ?? 4.2) * 1e6);
Object.assign(window, { player });

function Page() {
  const [written, setWritten] = useState<Written>(shown);
  const [run, setRun] = useState(first as NonNullable<typeof first>);
  const [problems, setProblems] = useState<readonly never[] | ReturnType<typeof runOf>['problems']>(
    [],
  );
  const [selected, setSelected] = useState<number | null>(Number(asked.get('request') ?? 3));
  const root = useRef<HTMLElement>(null);
  useShortcuts(root, player, { run });
  const change = (next: Written) => {
    const made = runOf(next);
    setWritten(next);
    setProblems(made.problems ?? []);
    if (!made.run) return;
    setRun(made.run);
    player.load(made.run);
  };
  const ghost = asked.has('ghost') ? ghostRun : null;
  const view = { run, player, selected, onSelect: setSelected, ghost, edit: null };
  const panels: Record<string, ReactNode> = {
    caption: <Caption run={run} player={player} />,
    transport: (
      <Transport run={run} player={player} selected={selected} ghost={ghost} onHelp={() => {}} />
    ),
    lanes: <LanesOverTime {...view} />,
    requests: <RequestsPanel {...view} />,
    load: <LoadPanel {...view} />,
    inspector: <Inspector run={run} player={player} request={selected} onSelect={setSelected} />,
    events: <EventTable {...view} />,
    logs: <LogsPanel {...view} />,
    numbers: <MetricsPanel {...view} />,
    knobs: <Knobs scenario={written} problems={problems} onChange={change} />,
  };
  const only = asked.get('only');
  return (
    <main ref={root} style={{ display: 'grid', gap: 24, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {Object.entries(panels).map(([key, panel]) =>
        only === null || only.split(',').includes(key) ? <div key={key}>{panel}</div> : null,
      )}
    </main>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(<Page />);
