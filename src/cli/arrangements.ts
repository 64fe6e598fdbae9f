import { parseArgs } from 'node:util';
import { SLOW_KINDS } from '../experiment/arrangementRuns.ts';
import { arrangements } from '../experiment/arrangements.ts';
import {
  afterCrashText,
  buffersText,
  claimText,
  crashText,
  hangText,
  heldText,
  measuredText,
  slotsText,
  throughputText,
  tookText,
} from '../experiment/arrangementWords.ts';
import { benchmark } from '../experiment/benchmark.ts';
import { type Experiment, finish } from '../experiment/experiment.ts';

const USAGE = `usage: npm run --silent arrangements -- [benchmark] [--version classic|current] [--format table|json]
  the same twelve requests, slow clients, hung requests and a crash through every way to put Django on the web
  benchmark  requests per second through nginx to runserver and to Gunicorn: trivial ones, real ones, and after a crash
  --version  classic (default): Gunicorn 20.1 and nginx 1.22, or current: 26.1 and 1.31
  --format   table (default) or json`;

function stop(message: string): never {
  process.stderr.write(`${message}\n${USAGE}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        version: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const [what, ...more] = positionals;
if (more.length > 0 || (what !== undefined && what !== 'benchmark'))
  stop(`${positionals.join(' ')}: allowed is benchmark, or nothing`);
const { version = 'classic', format = 'table' } = values;
if (version !== 'classic' && version !== 'current')
  stop(`--version ${version}: allowed are classic, current`);
if (format !== 'table' && format !== 'json') stop(`--format ${format}: allowed are table, json`);

/** What people report of nginx before Gunicorn, and before the development server. */
const TOLD_PER_SECOND = [22_000, 34_000];

/** Lines of a table, each column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function print<Row>(
  experiment: Experiment<readonly Row[]>,
  tables: (rows: readonly Row[]) => string[],
) {
  const rows = finish(experiment);
  // JSON knows no Infinity: what has no end is null there.
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(rows)}\n` : `${tables(rows).join('\n\n')}\n`,
  );
}

if (what === 'benchmark')
  print(benchmark(version), (rows) => [
    `nginx before a development server and before Gunicorn, 64 connections, four cores (${version})`,
    columns([
      ['', 'trivial requests', 'measured', 'real requests', 'measured'],
      ...rows.map(({ name, trivial, real }) => [
        name,
        throughputText(trivial),
        measuredText(trivial),
        throughputText(real),
        measuredText(real),
      ]),
    ]),
    claimText(rows, TOLD_PER_SECOND),
    'With one request that ends its process, among steady visitors',
    columns(rows.map((row) => [row.name, afterCrashText(row)])),
  ]);
else
  print(arrangements(version), (rows) => [
    `Twelve requests of 200 ms; a request of 20 ms beside two slow clients (${version})`,
    columns([
      ['', 'slots', 'last of twelve', ...SLOW_KINDS.map((kind) => `beside ${kind}`)],
      ...rows.map((row) => [
        row.name,
        slotsText(row),
        tookText(row.lastEndMs),
        ...SLOW_KINDS.map((kind) => tookText(row.slow[kind].fastMs)),
      ]),
    ]),
    'Who buffers what, and what slow clients hold',
    columns([
      ['', 'who buffers', 'who is held'],
      ...rows.map((row) => [row.name, buffersText(row), heldText(row)]),
    ]),
    'Every slot hangs (two at most); one request ends its process',
    columns([
      ['', 'who kills', 'who restarts'],
      ...rows.map((row) => [row.name, hangText(row.hang), crashText(row.crash)]),
    ]),
  ]);
