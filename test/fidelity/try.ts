import type { Loop } from './loops.ts';
import { loopFaults, loops, runLoop } from './loops.ts';
import { answersMs, HANDSHAKES, loadPage, PAGES } from './pages.ts';
import { cases, type Line, replay } from './replay.ts';

/**
 * One case at a time while the engine changes: `npx tsx test/fidelity/try.ts <pattern>` prints every request of the cases whose names match as
 * measured and as simulated, and the loops among them. `--short` says only how many are right.
 */
const [pattern = '.', ...flags] = process.argv.slice(2);
const isShort = flags.includes('--short');
const matches = ({ name }: { readonly name: string }) => new RegExp(pattern).test(name);

let right = 0;
let requests = 0;
for (const one of cases.filter(matches)) {
  try {
    const lines = replay(one);
    const own = lines.filter((line) => line.isRight).length;
    right += own;
    requests += lines.length;
    console.log(`${own === lines.length ? ' ' : '!'} ${one.name}: ${own} of ${lines.length}`);
    if (!isShort) for (const line of lines) console.log(`    ${told(line)}`);
  } catch (error) {
    requests += one.measured.length;
    console.log(`! ${one.name}: ${error instanceof Error ? error.message : error}`);
  }
}
for (const loop of loops.filter(matches)) console.log(`  ${loop.name}: ${faultsOf(loop)}`);
for (const { measured, ...how } of PAGES) {
  const name = `T_h2-vs-h1 TLS ${how.tls} ${how.how}${how.isNarrow ? ' narrow' : ''}`;
  if (matches({ name }))
    console.log(`  ${name}: measured ${figures(measured)}, simulated ${figures(loadPage(how))}`);
}
for (const one of HANDSHAKES) {
  const { measured, ...how } = one;
  const name = `T_roundtrips ${Object.values(how).join(' ')}`;
  if (matches({ name }))
    console.log(
      `  ${name}: measured ${measured.join(', ')}, simulated ${answersMs(one).join(', ')}`,
    );
}
console.log(`${right} of ${requests} requests`);

function figures(of: ReturnType<typeof loadPage>): string {
  return `page ${of.pageMs} ms, first file ${of.firstFileMs} ms, ${of.connections} connections`;
}

function told(line: Line): string {
  const { kind, startMs, measuredMs, simulatedMs } = line;
  const took = (endMs: number) => (endMs - startMs).toFixed(1).padStart(8);
  const wrong = line.hasRightOutcome ? ' late or early' : ' another outcome';
  return `${kind.padEnd(14)} at ${startMs.toFixed(1).padStart(8)}  measured ${took(measuredMs)} ${line.measuredOutcome}  simulated ${took(simulatedMs)} ${line.simulatedOutcome}${line.isRight ? '' : wrong}`;
}

function faultsOf(loop: Loop): string {
  try {
    return loopFaults(loop.measured, runLoop(loop)).join('; ') || 'right';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
