import type { AnyStateMachine } from 'xstate';
import { arbiterMachine } from './charts/app/arbiterChart.ts';
import { listenerMachine } from './charts/app/listener.ts';
import { slotMachine } from './charts/app/slotChart.ts';
import { workerMachine } from './charts/app/workerChart.ts';
import { clientMachine } from './charts/client/clientChart.ts';
import { handshakeMachine } from './charts/client/handshake.ts';
import { sessionMachine } from './charts/database/sessionChart.ts';
import { frontMachine } from './charts/front/frontChart.ts';
import { pooledMachine } from './charts/front/pooled.ts';
import { keptMachine } from './charts/kept.ts';
import { neighbourMachine } from './charts/neighbour.ts';

/** Every chart that runs, for the reference engine, the benchmarks and the drawn statecharts. */
export const MACHINES: readonly AnyStateMachine[] = [
  clientMachine,
  handshakeMachine,
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
