import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { launchOptions } from './findBrowser.ts';

/** Lets a page ask what Node makes of the same scenarios. */
async function hashesInNode(): Promise<Record<string, string>> {
  const script = new URL('../sim/printHashes.ts', import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    fileURLToPath(script),
  ]);
  return JSON.parse(stdout) as Record<string, string>;
}

/** The longest files: left to `npm test`, so that `npm run check` stays under a minute. */
const LONG = [
  'test/insight/theory/simulated.test.ts',
  'test/experiment/capacity.test.ts',
  'test/cli/simulate.test.ts',
  'test/cli/arrangements.test.ts',
  'test/cli/lessons.test.ts',
  'test/sim/watch.test.ts',
  'test/insight/invariants.test.ts',
  'test/insight/measured/departure.test.ts',
  'test/insight/measured/measuredRun.test.ts',
  'test/fidelity/distribution.test.ts',
  'test/fuzz/twoEngines.test.ts',
  'test/fuzz/extremes.test.ts',
  'test/fuzz/conservation.test.ts',
  'test/lesson/claims.test.ts',
  'test/lesson/expectations.test.ts',
  'test/lesson/mutants.test.ts',
  'test/lesson/untruths.test.ts',
  'test/package/pack.test.ts',
  'test/insight/causes/chainLaws.test.ts',
  'test/insight/why/whyEveryWord.test.ts',
  'test/scenario/writeScenario.test.ts',
  'test/config/hostile.test.ts',
  'test/config/roundTrip.test.ts',
  'test/sim/visitorLaws.test.ts',
  'test/panels/knobList.test.ts',
  'test/insight/pseudo.test.ts',
  'test/lesson/evidence/packProgress.test.ts',
];

/** How long `expect.poll` and `expect.element` look for what they expect: they end as soon as it is there, and a second is short on a busy machine. */
const PATIENT = { poll: { timeout: 10_000 } };

/** The four kinds of test: plain functions in Node, real servers, components in a real Chromium, the built site from outside. */
export function vitestProjects(mode: 'test' | 'check'): TestProjectInlineConfiguration[] {
  return [
    {
      extends: true,
      test: {
        name: 'node',
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: [
          ...(mode === 'check' ? LONG : []),
          'test/**/*.browser.test.{ts,tsx}',
          'test/**/*.programs.test.ts',
          'test/e2e/**',
        ],
        environment: 'node',
        // Plain functions leave nothing behind for the next file; a process for each cost a third of the time.
        isolate: false,
        maxWorkers: '100%',
        // Projects with another number of workers run before or after, not beside.
        sequence: { groupOrder: 1 },
        // On a busy machine a simulation of many hours takes its time.
        testTimeout: 30_000,
      },
    },
    {
      extends: true,
      test: {
        name: 'programs',
        include: ['test/**/*.programs.test.ts'],
        environment: 'node',
        testTimeout: 60_000,
        hookTimeout: 60_000,
        // They start nginx, Gunicorn and Django where these are installed, and want the machine for themselves.
        sequence: { groupOrder: 2 },
      },
    },
    {
      extends: true,
      // Listed so that Vite bundles them before the first test and never reloads a page under one.
      optimizeDeps: {
        include: [
          'framer-motion',
          'react',
          'react-dom',
          'react-dom/client',
          'react/jsx-dev-runtime',
          'vitest-browser-react',
          'xstate',
        ],
      },
      test: {
        name: 'browser',
        expect: PATIENT,
        testTimeout: 30_000,
        include: ['test/**/*.browser.test.{ts,tsx}'],
        browser: {
          enabled: true,
          headless: true,
          provider: playwright({ launchOptions: launchOptions() }),
          instances: [{ browser: 'chromium' }],
          api: { host: '127.0.0.1' },
          screenshotFailures: false,
          commands: { hashesInNode },
        },
      },
    },
    {
      extends: true,
      test: {
        name: 'e2e',
        expect: PATIENT,
        include: ['test/e2e/**/*.test.ts'],
        environment: 'node',
        fileParallelism: false,
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    },
  ];
}
