/**
 * The instruments that a single file has, in the place of `workbench/instruments.tsx`: without those that bring as much program as all of these
 * together (readers of configuration, drawn statecharts, capacity curves).
 */
import { msg } from '../../language/t.ts';
import { EventTable } from '../../panels/EventTable.tsx';
import { LanesOverTime } from '../../panels/LanesOverTime.tsx';
import { LogsPanel } from '../../panels/LogsPanel.tsx';
import { LoadPanel } from '../../panels/load/LoadPanel.tsx';
import { MetricsPanel } from '../../panels/MetricsPanel.tsx';
import { RequestsPanel } from '../../panels/requests/RequestsPanel.tsx';
import { CausesPanel } from '../../panels/why/CausesPanel.tsx';
import type { Instrument } from '../workbench/instruments.tsx';

export type { Instrument } from '../workbench/instruments.tsx';

export const INSTRUMENTS: readonly Instrument[] = [
  {
    key: 'lanes',
    label: msg('Workers over time'),
    words: msg('one lane per worker and thread: who is held, by whom, how long'),
    show: (view) => <LanesOverTime {...view} />,
  },
  {
    key: 'requests',
    label: msg('Requests'),
    words: msg('every request with its waterfall, to sort and to filter'),
    show: (view) => <RequestsPanel {...view} />,
  },
  {
    key: 'latency',
    label: msg('Latency and load'),
    words: msg('latency, queue, utilisation and throughput, and what theory expects'),
    show: (view) => <LoadPanel {...view} />,
  },
  {
    key: 'causes',
    label: msg('Causes'),
    words: msg('the three causes that cost the most waiting'),
    show: (view) => <CausesPanel {...view} />,
  },
  {
    key: 'events',
    label: msg('Events'),
    words: msg('everything that happens, as text'),
    show: (view) => <EventTable {...view} />,
  },
  {
    key: 'logs',
    label: msg('Logs'),
    words: msg('what the programs write down'),
    show: (view) => <LogsPanel {...view} />,
  },
];

export const MORE_INSTRUMENTS: readonly Instrument[] = [
  {
    key: 'metrics',
    label: msg('Numbers'),
    words: msg('what the run amounts to, in figures'),
    show: (view) => <MetricsPanel {...view} />,
  },
];
