import { EVENT } from '../../src/recording/vocabulary.ts';
import type { Case } from './readCases.ts';
import { runCase } from './replay.ts';

/**
 * Which of two app servers (A, B) nginx asked for each request, in order of start; all that were tried, and `none` where both were left
 * alone. As nginx logged it in the first repetition.
 */
export const TURNS: readonly { readonly name: string; readonly measured: string }[] = [
  { name: 'L_round-robin', measured: 'A B A B A B A B A B A B A B A B A B A B' },
  { name: 'N26_L_round-robin', measured: 'A B A B A B A B A B A B A B A B A B A B' },
  {
    name: 'L_one-backend-down_default',
    measured: 'A B A B A B+A A A A A A A A A A A A A A A A A A A A A A A A A A A B+A A A A A A',
  },
  { name: 'L_both-backends-down', measured: 'A B A B A+B none none none none none' },
  { name: 'L_read-timeout1s-next-upstream', measured: 'A+B B none' },
];

/** The same in the simulated run of a case. */
export function turnsOf(one: Case): string {
  const recording = runCase(one);
  const asked = one.measured.map((): string[] => []);
  for (let i = 0; i < recording.length; i++)
    if (recording.type(i) === EVENT['upstream/chosen'])
      asked[recording.request(i)].push('AB'[recording.actor(i)]);
  return asked.map((tries) => (tries.length === 0 ? 'none' : tries.join('+'))).join(' ');
}
