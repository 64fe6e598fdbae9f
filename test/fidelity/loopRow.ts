import type { ToldCase } from '../../src/app/truth/fidelityTable.ts';
import { countText } from '../../src/insight/plainWords.ts';
import { type Loop, loopFaults, type MeasuredLoop, runLoop } from './loops.ts';
import { plainName } from './plainName.ts';

/** Loops that tell what one request costs; the others tell what becomes of clients when processes come and go. */
export const isCost = ({ name }: { readonly name: string }) => /^(N2[06]_)?[NK]_/.test(name);

/** What was measured of a loop, and what its simulated run gives, in words. */
export function loopRow(loop: Loop): ToldCase {
  const run = runLoop(loop);
  const { measured } = loop;
  return {
    name: loop.name,
    title: `${measured.requests} requests: ${plainName(loop.name)}, ${loop.version}`,
    measured: [
      `${spread(measured.failures)} failed`,
      `half took ${spread(measured.medianMs)} ms or less, the longest ${spread(measured.maxMs)} ms`,
      ...openedWords(measured),
    ].join(', '),
    simulated: [
      `${run.failures} failed`,
      `half took ${run.medianMs.toFixed(1)} ms or less, the longest ${run.maxMs.toFixed(1)} ms`,
      ...openedWords({
        connections: measured.connections === undefined ? undefined : run.connections,
        upstreamConnections:
          measured.upstreamConnections === undefined ? undefined : run.upstreamConnections,
      }),
    ].join(', '),
    isMiss: loopFaults(measured, run).length > 0,
  };
}

function openedWords({
  connections,
  upstreamConnections,
}: Pick<MeasuredLoop, 'connections' | 'upstreamConnections'>): string[] {
  return [
    ...(connections === undefined ? [] : [countText(connections, 'connection')]),
    ...(upstreamConnections === undefined ? [] : [`${upstreamConnections} from nginx`]),
  ];
}

const spread = (values: readonly number[]) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? `${low}` : `${low} to ${high}`;
};
