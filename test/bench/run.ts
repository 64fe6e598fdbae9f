/**
 * `npm run bench`: how fast the engine and the stage are, as ratios and figures of one run on this machine. Nothing here passes or fails.
 * The engine is bundled first, as it is for the page: loose modules run a third slower.
 * `npm run bench -- --no-browser` leaves the stage out.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { measureStage } from './stage/measureStage.ts';

const OUT = fileURLToPath(new URL('../../node_modules/.cache/bench-engine', import.meta.url));

const sourceOf = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    rolldownOptions: {
      input: { engine: sourceOf('engine'), besideSimjs: sourceOf('besideSimjs') },
    },
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2023',
  },
  ssr: { noExternal: true },
});
/** Each in a process of its own: what one has run must not slow the other. */
function measure(bundle: string, name: string): void {
  const url = pathToFileURL(`${OUT}/${bundle}.js`).href;
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `await (await import(${JSON.stringify(url)})).${name}();`],
    { stdio: 'inherit' },
  );
}
measure('engine', 'measureEngine');
measure('besideSimjs', 'measureBesideSimjs');

if (!process.argv.includes('--no-browser')) {
  process.stdout.write(
    '\nThe stage in headless Chromium: main thread per frame (goal 4 ms at 300 tokens)\n',
  );
  for (const { name, cost, taskMs } of await measureStage())
    process.stdout.write(
      `  ${name.padEnd(18)} frame callback, style and layout: median ${cost.p50Ms.toFixed(2)} ms, p95 ${cost.p95Ms.toFixed(2)} ms; whole main thread ${taskMs.toFixed(2)} ms\n`,
    );
}
