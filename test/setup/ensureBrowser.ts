import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserCandidates, findBrowser, isRoot } from './findBrowser.ts';

/** Runs a program without a terminal and says whether it succeeded; its output goes to stderr. */
function run(program: string, args: string[]): boolean {
  console.error(`ensureBrowser: ${program} ${args.join(' ')}`);
  const result = spawnSync(program, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 10 * 60_000,
  });
  return result.status === 0;
}

const playwrightCli = () =>
  join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');

/** Ways to get a browser, tried in order until one leaves a browser behind. */
const ways = [
  {
    name: "Playwright's own download",
    possible: () => true,
    install: () => run(process.execPath, [playwrightCli(), 'install', '--no-shell', 'chromium']),
  },
  {
    name: 'apt-get install chromium',
    possible: () => isRoot() && existsSync('/usr/bin/apt-get'),
    install: () =>
      run('apt-get', ['update']) &&
      run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']),
  },
];

/**
 * Answers the path of a Chrome or Chromium, installing one if there is none.
 * Throws an error that names everything tried.
 */
export function ensureBrowser(): string {
  const tried = [`looked for ${browserCandidates().join(', ')}`];
  const present = findBrowser();
  if (present) return present;
  for (const way of ways) {
    if (!way.possible()) {
      tried.push(`${way.name}: needs root on Debian or Ubuntu`);
      continue;
    }
    const succeeded = way.install();
    const installed = findBrowser();
    if (installed) return installed;
    tried.push(`${way.name}: ${succeeded ? 'finished, but left no browser behind' : 'failed'}`);
  }
  throw new Error(
    `No Chrome or Chromium to test with.\n  ${tried.join('\n  ')}\n` +
      'Install one, or set CHROME_PATH to the program.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.error(`ensureBrowser: ${ensureBrowser()}`);
  } catch (problem) {
    console.error((problem as Error).message);
    process.exitCode = 1;
  }
}
