import { faultOf } from '../../lesson/overSeeds.ts';
import { printable } from '../../lesson/printable.ts';
import type { LessonReport, PuzzleReport } from './check.ts';
import { SAMPLE_SEED } from './checkPuzzle.ts';

/** A lesson's report as lines for people: what it claims, how that fared over the seeds, and what is wrong. */
export function reportLines({
  lesson,
  claims,
  puzzles,
  faults,
  warnings,
  ms,
}: LessonReport): string[] {
  const { id, kind, minutes, steps, runs } = lesson;
  const rows = claims.map((each) => {
    const { run, claim, own, held, of, rate, worst } = each;
    return [
      faultOf(each) === null ? ' ' : '✗',
      run,
      short(claim.words, 76),
      short(own.found),
      of === 0 ? '–' : `${held}/${of}`,
      rate === 1 ? 'always' : `${Math.round(rate * 1000) / 10}%`,
      worst ? `seed ${worst.seed}: ${short(worst.found)}` : '',
    ];
  });
  const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  return [
    `${id}${kind === 'challenge' ? ' (challenge)' : ''}: ${minutes} min, ${count(steps.length, 'step')}, ${count(runs.length, 'run')}, ${count(claims.length, 'claim')}; ${(ms / 1000).toFixed(1)} s`,
    ...columns([['', 'run', 'claim', 'shows', 'seeds', 'stated', 'worst of them'], ...rows]),
    ...puzzles.map((puzzle) => `  ${puzzleLine(puzzle)}`),
    ...warnings.map((warning) => `  ! ${warning}`),
    ...faults.map((fault) => `  ✗ ${fault}`),
  ].map(printable);
}

function puzzleLine({ step, combinations, tried, solved, solutions }: PuzzleReport): string {
  const share = tried === 0 ? '' : ` (${Math.round((solved / tried) * 1000) / 10}%)`;
  const sample =
    tried < combinations ? `${tried} of ${combinations} combinations, seed ${SAMPLE_SEED}` : tried;
  const whole = tried < combinations ? `${sample}` : `${combinations} combinations`;
  return `puzzle ${step}: ${solved} of ${whole} solve it${share}, among them ${solutions} written down`;
}

/** What a run shows may be a whole explanation. */
const short = (text: string, most = 48): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
