import { parseArgs } from 'node:util';
import { isProblems } from '../scenario/parseScenario.ts';
import { parseQuantity } from '../scenario/units.ts';
import { simulate } from '../sim/simulate.ts';
import { readScenario } from './readScenario.ts';
import { readText } from './readText.ts';
import { eventLines, report, table } from './report.ts';

const USAGE = `usage: npm run --silent simulate -- FILE [--seed N] [--until 30s] [--run NAME] [--format table|json|events]
  FILE      a scenario or lesson, YAML or JSON; - reads standard input
  --seed    a whole number instead of the file's seed
  --until   stop here instead of at the scenario's duration
  --run     which run of a lesson (its first)
  --format  table (default), json, or events, one a line`;

const FORMATS = ['table', 'json', 'events'];

/** Ends with one message on standard error and exit code 2. */
function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readArguments() {
  // `--until -1s` is a bad time, not an unknown option: what looks like a number belongs to the option before it.
  const args: string[] = [];
  for (const arg of process.argv.slice(2)) {
    const before = args.at(-1) ?? '';
    if (/^-\.?\d/.test(arg) && /^--\w+$/.test(before)) args[args.length - 1] = `${before}=${arg}`;
    else args.push(arg);
  }
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        until: { type: 'string' },
        run: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
if (positionals.length !== 1) stop(`one FILE is needed, found ${positionals.length}\n${USAGE}`);
const [file] = positionals;
const format = values.format ?? 'table';
if (!FORMATS.includes(format)) stop(`--format ${format}: allowed are ${FORMATS.join(', ')}`);
if (values.seed !== undefined && !(/^\d+$/.test(values.seed) && Number(values.seed) < 2 ** 32))
  stop(`--seed ${values.seed}: allowed is a whole number from 0 to 4294967295`);

const name = file === '-' ? 'standard input' : file;
const text = await readText(file).catch((error: Error) => stop(`${name}: ${error.message}`));
const scenario = readScenario(text, name, {
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  ...(values.run === undefined ? {} : { run: values.run }),
});
if (isProblems(scenario)) stop(scenario.map((problem) => problem.text).join('\n'));

let until: number | undefined;
if (values.until !== undefined) {
  const parsed = parseQuantity('duration', values.until);
  if (!('value' in parsed) || !(parsed.value > 0 && parsed.value <= 86_400e6))
    stop(`--until ${values.until}: allowed is a time above 0s and up to 24h, such as 30s`);
  until = parsed.value;
}

// A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
const run = simulate(scenario, until === undefined ? {} : { until });
if (format === 'json') process.stdout.write(`${JSON.stringify(report(run))}\n`);
else if (format === 'table') process.stdout.write(table(run));
else {
  // In blocks: a line at a time is slow, all at once is too much for a string.
  let block = '';
  for (const line of eventLines(run)) {
    block += `${line}\n`;
    if (block.length > 1 << 16) {
      process.stdout.write(block);
      block = '';
    }
  }
  process.stdout.write(block);
}
