import { CHECKS, type Check, type Results } from './visit.ts';

/** One visit. */
export interface Row {
  /** Of the page and the place of the site: `starlight-real-same`. */
  readonly name: string;
  readonly host: string;
  /** Between light and dark, of the host's own. */
  readonly hasSwitch: boolean;
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
        row.host,
        row.version ? `real, ${row.version}` : 'markup by hand',
        row.isSame ? 'same origin' : 'another origin',
        ...checks.map((check) => cellOf(row, check)),
      ]),
    ),
    ...(failures.length > 0 ? ['', ...failures] : []),
  ].join('\n');
}

const nameOf = ({ host, version, isSame }: Row): string =>
  `${host} ${version ?? 'by hand'}${isSame ? ', same origin' : ''}`;

function cellOf({ hasSwitch, results }: Row, check: Check): string {
  if (results[check] !== null) return '**fail**';
  return check === 'theme' && !hasSwitch ? 'pass, no switch' : 'pass';
}
