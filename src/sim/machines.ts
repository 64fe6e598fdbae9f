import type { AnyStateMachine } from 'xstate';
import { clientMachine } from './charts/client/clientChart.ts';
import { sessionMachine } from './charts/database/sessionChart.ts';
import { arbiterMachine } from './charts/gunicorn/arbiter.ts';
import { listenerMachine } from './charts/gunicorn/listener.ts';
import { slotMachine } from './charts/gunicorn/slotChart.ts';
import { workerMachine } from './charts/gunicorn/workerChart.ts';
import { keptMachine } from './charts/kept.ts';
import { neighbourMachine } from './charts/neighbour.ts';
import { frontMachine } from './charts/nginx/frontChart.ts';
import { pooledMachine } from './charts/nginx/pooled.ts';

/** Every chart that runs, for the reference engine, the benchmarks and the drawn statecharts. */
export const MACHINES: readonly AnyStateMachine[] = [
  clientMachine,
  frontMachine,
  listenerMachine,
  slotMachine,
  workerMachine,
  keptMachine,
  pooledMachine,
  arbiterMachine,
  sessionMachine,
  neighbourMachine,
];
