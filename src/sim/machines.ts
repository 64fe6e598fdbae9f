import type { AnyStateMachine } from 'xstate';
import { arbiterMachine } from './charts/arbiter.ts';
import { clientMachine } from './charts/client.ts';
import { frontMachine } from './charts/front.ts';
import { keptMachine } from './charts/kept.ts';
import { listenerMachine } from './charts/listener.ts';
import { pooledMachine } from './charts/pooled.ts';
import { sessionMachine } from './charts/session.ts';
import { slotMachine } from './charts/slot.ts';
import { workerMachine } from './charts/worker.ts';

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
];
