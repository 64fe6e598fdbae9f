import type { Host } from './hosts.ts';
import { CHECKS, type Check, type Results } from './visit.ts';

/** One visit. */
export interface Row {
  readonly host: Host;
  /** Of the generator that built the page; null: its markup, written by hand. */
  readonly version: string | null;
  /** The site is on the documentation's own origin. */
  readonly isSame: boolean;
  readonly results: Results;
}

/** The visits as a table in Markdown, and below it why what fails does. */
export function tableOf(rows: readonly Row[]): string {
  const checks = Object.keys(CHECKS) as Check[];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const failures = rows.flatMap((row) =>
    checks.flatMap((check) =>
      row.results[check] === null ? [] : [`- ${nameOf(row)}, ${check}: ${row.results[check]}`],
    ),
  );
  return [
    line(['host', 'page', 'site', ...checks]),
    line(Array(checks.length + 3).fill('---')),
    ...rows.map((row) =>
      line([
        row.host.name,
        row.version ? `real, ${row.version}` : 'markup by hand',
        row.isSame ? 'same origin' : 'another origin',
        ...checks.map((check) => cellOf(row, check)),
      ]),
    ),
    ...(failures.length > 0 ? ['', ...failures] : []),
  ].join('\n');
}

const nameOf = ({ host, version, isSame }: Row): string =>
  `${host.name} ${version ?? 'by hand'}${isSame ? ', same origin' : ''}`;

function cellOf({ host, results }: Row, check: Check): string {
  if (results[check] !== null) return '**fail**';
  return check === 'theme' && !host.press ? 'pass, no switch' : 'pass';
}
