import { expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { recordingHash } from '../../src/recording/recording.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { EVERY_WORD } from './everyWord.ts';
import { scenarioOf } from './runs.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** The same hashes, computed in Node. */
    hashesInNode(): Promise<Record<string, string>>;
  }
}

test('T2 recordings are the same, byte for byte, in Node and in Chromium', async () => {
  const inNode = await commands.hashesInNode();
  expect(Object.keys(inNode)).toHaveLength(Object.keys(EVERY_WORD).length);
  for (const [name, written] of Object.entries(EVERY_WORD))
    expect(recordingHash(simulate(scenarioOf(written))), name).toBe(inNode[name]);
}, 60_000);
