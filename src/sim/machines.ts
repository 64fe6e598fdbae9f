import type { AnyStateMachine } from 'xstate';
import { arbiterMachine } from './charts/arbiter.ts';
import { clientMachine } from './charts/client.ts';
import { frontMachine } from './charts/front.ts';
import { listenerMachine } from './charts/listener.ts';
import { sessionMachine } from './charts/session.ts';
import { workerMachine } from './charts/worker.ts';

/** Every chart that runs, for the reference engine, the benchmarks and the drawn statecharts. */
export const MACHINES: readonly AnyStateMachine[] = [
  clientMachine,
  frontMachine,
  listenerMachine,
  workerMachine,
  arbiterMachine,
  sessionMachine,
];
