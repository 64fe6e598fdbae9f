/**
 * `npm run bench`: how fast the engine and the stage are, as ratios and figures of one run on this machine. Nothing here passes or fails.
 * The engine is bundled first, as it is for the page: loose modules run a third slower.
 * `npm run bench -- --no-browser` leaves the stage out.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { measureStage } from './stage/measureStage.ts';

const OUT = fileURLToPath(new URL('../../node_modules/.cache/bench-engine', import.meta.url));

await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: fileURLToPath(new URL('./engine.ts', import.meta.url)),
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2023',
  },
  ssr: { noExternal: true },
});
const engine: { measureEngine(): void } = await import(pathToFileURL(`${OUT}/engine.js`).href);
engine.measureEngine();

if (!process.argv.includes('--no-browser')) {
  process.stdout.write(
    '\nThe stage in headless Chromium: main thread per frame (goal 4 ms at 300 tokens)\n',
  );
  for (const { name, cost, taskMs } of await measureStage())
    process.stdout.write(
      `  ${name.padEnd(18)} frame callback, style and layout: median ${cost.p50Ms.toFixed(2)} ms, p95 ${cost.p95Ms.toFixed(2)} ms; whole main thread ${taskMs.toFixed(2)} ms\n`,
    );
}
