import { expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { recordingHash } from '../../src/recording/recording.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { scenarioOf } from './runs.ts';
import { TEN_SCENARIOS } from './tenScenarios.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** The same ten hashes, computed in Node. */
    hashesInNode(): Promise<Record<string, string>>;
  }
}

test('T2 ten recordings are the same, byte for byte, in Node and in Chromium', async () => {
  const inNode = await commands.hashesInNode();
  expect(Object.keys(inNode)).toHaveLength(10);
  for (const [name, written] of Object.entries(TEN_SCENARIOS))
    expect(recordingHash(simulate(scenarioOf(written))), name).toBe(inNode[name]);
}, 60_000);
