import { accessSync, constants, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const WELL_KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Playwright keeps its own Chromium, the version of this Playwright first, newest of the others after it. */
function playwrightPaths(): string[] {
  const own = chromium.executablePath();
  const found = /^(.*[\\/])chromium-\d+([\\/].*)$/.exec(own);
  if (!found) return [own];
  const [, cache = '', inside = ''] = found;
  try {
    const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
    const newestFirst = builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
    return [own, ...newestFirst.map((name) => join(cache, name, inside))];
  } catch {
    return [own];
  }
}

/** Every path looked at, in order of preference. `CHROME_PATH` comes first. */
export function browserCandidates(): string[] {
  const named = process.env.CHROME_PATH;
  return [...(named ? [named] : []), ...WELL_KNOWN_PATHS, ...playwrightPaths()];
}

/** The path of a Chrome or Chromium that can be started on this machine, or undefined. Installs nothing. */
export function findBrowser(): string | undefined {
  return browserCandidates().find(isExecutable);
}

/** Is this process root? Chromium refuses to start its sandbox for root, so only then is it switched off. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Options for `chromium.launch()` of Playwright: headless, quiet on the network, sandboxed unless root. */
export function launchOptions(executablePath: string | undefined = findBrowser()) {
  return {
    ...(executablePath ? { executablePath } : {}),
    headless: true,
    chromiumSandbox: !isRoot(),
    args: [
      '--headless',
      ...(isRoot() ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
