import type { ComponentType, ReactNode } from 'react';
import { msg } from '../../language/t.ts';
import type { InstrumentView } from '../../panels/instrument.ts';
import { later as laterPart } from '../../panels/later.tsx';

/** One representation of the moment, in a tab of its own. */
export interface Instrument {
  readonly key: string;
  /** Marked with `msg`, as its words are. */
  readonly label: string;
  /** What it is good for, for the list to choose from. */
  readonly words: string;
  show(view: InstrumentView): ReactNode;
  /** Fetches it ahead of its use, where it comes as a chunk of its own. */
  load?(): Promise<void>;
}

/** Each comes as a chunk of its own: what nobody opens costs nobody anything. */
function later(
  fetch: () => Promise<ComponentType<InstrumentView>>,
): Pick<Instrument, 'show' | 'load'> {
  const Panel = laterPart(fetch);
  return { show: (view) => <Panel {...view} />, load: Panel.load };
}

/** The tabs that are always there. */
export const INSTRUMENTS: readonly Instrument[] = [
  {
    key: 'lanes',
    label: msg('Workers over time'),
    words: msg('one lane per worker and thread: who is held, by whom, how long'),
    ...later(() => import('../../panels/LanesOverTime.tsx').then((m) => m.LanesOverTime)),
  },
  {
    key: 'requests',
    label: msg('Requests'),
    words: msg('every request with its waterfall, to sort and to filter'),
    ...later(() => import('../../panels/requests/RequestsPanel.tsx').then((m) => m.RequestsPanel)),
  },
  {
    key: 'latency',
    label: msg('Latency and load'),
    words: msg('latency, queue, utilisation and throughput, and what theory expects'),
    ...later(() => import('../../panels/load/LoadPanel.tsx').then((m) => m.LoadPanel)),
  },
  {
    key: 'causes',
    label: msg('Causes'),
    words: msg('the three causes that cost the most waiting'),
    ...later(() => import('../../panels/why/CausesPanel.tsx').then((m) => m.CausesPanel)),
  },
  {
    key: 'events',
    label: msg('Events'),
    words: msg('everything that happens, as text'),
    ...later(() => import('../../panels/EventTable.tsx').then((m) => m.EventTable)),
  },
  {
    key: 'logs',
    label: msg('Logs'),
    words: msg('what the programs write down'),
    ...later(() => import('../../panels/LogsPanel.tsx').then((m) => m.LogsPanel)),
  },
  {
    key: 'config',
    label: msg('Config'),
    words: msg('the deployment as real files: read, changed, taken along'),
    ...later(() => import('../../panels/config/ConfigPanel.tsx').then((m) => m.ConfigPanel)),
  },
];

/** One press away: each becomes a tab when it is chosen. */
export const MORE_INSTRUMENTS: readonly Instrument[] = [
  {
    key: 'statechart',
    label: msg('Statechart'),
    words: msg('the very machine that runs, with its present state lit'),
    ...later(() => import('../statechart/WatchedStatechart.tsx').then((m) => m.default)),
  },
  {
    key: 'script',
    label: msg('Script'),
    words: msg('what is done to the running world, line by line'),
    ...later(() => import('../../panels/script/ScriptPanel.tsx').then((m) => m.ScriptPanel)),
  },
  {
    key: 'capacity',
    label: msg('Capacity'),
    words: msg('how much load it holds: latency and errors against load'),
    ...later(() => import('./CapacityInstrument.tsx').then((m) => m.CapacityInstrument)),
  },
  {
    key: 'metrics',
    label: msg('Numbers'),
    words: msg('what the run amounts to, in figures'),
    ...later(() => import('../../panels/MetricsPanel.tsx').then((m) => m.MetricsPanel)),
  },
];
