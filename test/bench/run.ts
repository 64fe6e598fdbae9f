/**
 * `npm run bench`: how fast the engine and the stage are, as ratios and figures of one run on this machine. Nothing here passes or fails.
 * The engine is bundled first, as it is for the page: loose modules run a third slower.
 * `npm run bench -- --no-browser` leaves stage and pages out.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { measureDrag } from './page/measureDrag.ts';
import { measureRoutes } from './page/measureRoutes.ts';
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

  const site = fileURLToPath(new URL('../../node_modules/.cache/bench-site', import.meta.url));
  await build({ logLevel: 'error', build: { outDir: site, emptyOutDir: true } });
  process.stdout.write(
    '\nPages with an empty cache, processor slowed down 4 times, 1.6 Mbit/s, 150 ms there and back, best of 3 (goals 200 kB; a lesson 2,000 ms)\n',
  );
  for (const { name, scriptBytes, shownMs, interactiveMs } of await measureRoutes(site))
    process.stdout.write(
      `  ${name.padEnd(18)} ${(scriptBytes / 1000).toFixed(0)} kB of scripts until shown, stage included; shown ${shownMs.toFixed(0)} ms, interactive ${interactiveMs.toFixed(0)} ms\n`,
    );
  process.stdout.write('\nA slider dragged for 2 s (goal: no frame above 50 ms)\n');
  for (const { name, inputs, runs, longestFrameMs, p95FrameMs } of await measureDrag(site))
    process.stdout.write(
      `  ${name.padEnd(24)} ${inputs} inputs, ${runs} runs; longest frame ${longestFrameMs.toFixed(0)} ms, p95 ${p95FrameMs.toFixed(0)} ms\n`,
    );
}
