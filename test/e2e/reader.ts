import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The virtual screen reader as one script: what its module gives away is put where the page's script finds it. */
const SCRIPT = readFileSync(
  new URL(
    '../../node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js',
    import.meta.url,
  ),
  'utf8',
).replace(/export\{[\w$]+ as Virtual,([\w$]+) as virtual\}/, 'window.virtualReader=$1;');

/** How long nothing is said before an announcement is over: what is spoken once it rests waits for most of a second. */
const QUIET_MS = 1_100;

interface VirtualReader {
  start(options: { container: Node }): Promise<void>;
  stop(): Promise<void>;
  next(): Promise<void>;
  lastSpokenPhrase(): Promise<string>;
  spokenPhraseLog(): Promise<string[]>;
}

declare global {
  interface Window {
    virtualReader: VirtualReader;
  }
}

/** A screen reader at work in a page of real Chromium: it hears focus and live regions, and reads on when it is told to. */
export interface Reader {
  /** What was said since it was asked last, once it is quiet again. */
  heard(): Promise<string[]>;
  /** Reads on from where it is, until what it says begins with one of these. */
  readOn(until: readonly string[]): Promise<string[]>;
}

/** Starts the reader at the top of the page. */
export async function startReader(page: Page): Promise<Reader> {
  await page.evaluate(`(() => {${SCRIPT}\n})()`);
  await page.evaluate(() => window.virtualReader.start({ container: document.body }));
  const log = () => page.evaluate(() => window.virtualReader.spokenPhraseLog());
  let told = (await log()).length;
  const fresh = async (): Promise<string[]> => {
    const all = await log();
    const since = all.slice(told);
    told = all.length;
    return since;
  };
  return {
    async heard() {
      let count = -1;
      while (count !== (await log()).length) {
        count = (await log()).length;
        await page.waitForTimeout(QUIET_MS);
      }
      return fresh();
    },
    async readOn(until) {
      await page.evaluate(async (ends) => {
        for (let steps = 0; steps < 600; steps++) {
          await window.virtualReader.next();
          const said = await window.virtualReader.lastSpokenPhrase();
          if (ends.some((end) => said.startsWith(end))) return;
        }
        throw new Error(`The reader never came to any of: ${ends.join(' | ')}.`);
      }, until);
      return fresh();
    },
  };
}
