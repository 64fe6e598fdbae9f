import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { check, type Output } from './lessons/checkCommand.ts';
import { newLesson } from './lessons/newLesson.ts';
import { preview } from './lessons/preview.ts';
import { readCourse } from './lessons/readCourse.ts';
import { statsLines } from './lessons/stats.ts';
import { writeGolden, writeSchemas } from './lessons/writeGenerated.ts';

const USAGE = `usage: npm run --silent lessons -- COMMAND
  check [ID …] [--seeds 200] [--json]  every claim of these lessons (of all), with its own seed and others
  new ID [--challenge]                 a small lesson to fill in
  preview ID [--port 5173]             the lesson in a browser; it follows every save
  stats                                what each lesson is made of
  golden [ID …]                        writes the recordings that the tests compare with
  schema                               writes the JSON Schemas that editors complete and check with`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Ends with one message on standard error and exit code 2. */
function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const output: Output = {
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seeds: { type: 'string' },
        json: { type: 'boolean' },
        challenge: { type: 'boolean' },
        folder: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

const { values, positionals } = readArguments();
const [command, ...ids] = positionals;
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
// A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const folder = values.folder ?? join(ROOT, 'lessons');
switch (command) {
  case 'check': {
    const { seeds } = values;
    if (seeds !== undefined && !(/^\d{1,6}$/.test(seeds) && Number(seeds) <= 100_000))
      stop(`--seeds ${seeds}: allowed is a whole number from 0 to 100000`);
    process.exitCode = await check(
      {
        root: ROOT,
        ids,
        folder,
        ...(seeds === undefined ? {} : { seeds: Number(seeds) }),
        isJson: values.json ?? false,
      },
      output,
    );
    break;
  }
  case 'new':
    process.exitCode = newLesson(folder, ids[0], values.challenge ?? false, output);
    break;
  case 'preview': {
    const { port } = values;
    if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536))
      stop(`--port ${port}: allowed is a whole number from 0 to 65535`);
    const started = await preview(
      { root: ROOT, id: ids[0], ...(port === undefined ? {} : { port: Number(port) }) },
      output,
    );
    if (started === null) process.exitCode = 2;
    break;
  }
  case 'stats': {
    const found = readCourse(folder);
    for (const line of statsLines(found)) output.out(line);
    for (const id of found.problems.keys())
      output.complain(`${id || 'the course'} has mistakes: npm run lessons -- check ${id}`);
    break;
  }
  case 'golden':
    process.exitCode = writeGolden(folder, join(ROOT, 'test/lesson/golden'), ids, output);
    break;
  case 'schema':
    writeSchemas(folder, output);
    break;
  default:
    stop(
      `${command === undefined ? 'a command is needed' : `there is no command “${command}”`}\n${USAGE}`,
    );
}
