import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAUSES, causeWords } from '../../src/insight/causes/causeKinds.ts';
import { claimSentence } from '../../src/insight/claims/claimSentence.ts';
import { readClaim } from '../../src/insight/claims/claimsRead.ts';
import { PSEUDO, pseudoCatalog } from '../../src/language/pseudo.ts';
import { speak, t } from '../../src/language/t.ts';
import { allowed, type Field, fieldWords } from '../../src/scenario/fields.ts';
import {
  PRESET_GROUPS,
  PRESETS,
  type PresetName,
  presetScenario,
  presetTitle,
  presetWords,
} from '../../src/scenario/presets.ts';
import { Problems } from '../../src/scenario/problems.ts';
import { INTERVENTION, SETTINGS } from '../../src/scenario/schema.ts';

/** What stays as it is in every language where it is a value: names that lessons give, events, units as they are written. */
const STAYS = new Set([
  'visitors',
  'crowd',
  'worker',
  'timedOut',
  'page',
  'loaded',
  'proxy_buffering',
]);

/** Words of plain letters: nobody has asked for them in the language that is spoken. */
const plainWords = (text: string, stays: ReadonlySet<string>): string[] =>
  (text.match(/(?<![\p{L}_])[A-Za-z][A-Za-z_]{2,}(?![\p{L}_])/gu) ?? []).filter(
    (word) => !stays.has(word),
  );

beforeAll(() => speak(PSEUDO, pseudoCatalog));
afterAll(() => speak('en', null));

test('a word that was not given to translators is found', () => {
  expect(plainWords('worker processes', new Set())).toEqual(['worker', 'processes']);
  expect(plainWords(t('worker processes'), new Set())).toEqual([]);
});

const TABLES = Object.entries({ ...SETTINGS, intervention: INTERVENTION }) as [
  string,
  Readonly<Record<string, Field>>,
][];

describe.each(TABLES)('the settings of %s', (_, table) => {
  test.each(Object.values(table).map((field) => [field.key, field] as const))(
    '%s',
    (_key, field) => {
      expect(plainWords(fieldWords(field), new Set())).toEqual([]);
    },
  );
  test('what a text must look like', () => {
    for (const field of Object.values(table))
      if (field.kind === 'text') expect(plainWords(allowed(field), new Set())).toEqual([]);
  });
});

const NAMES = Object.keys(PRESETS) as PresetName[];

test.each(NAMES)('the preset %s', (name) => {
  expect(plainWords(presetTitle(name), new Set())).toEqual([]);
  expect(plainWords(presetWords(name), new Set())).toEqual([]);
});

test('the groups of presets', () => {
  for (const { title } of PRESET_GROUPS) expect(plainWords(t(title), new Set())).toEqual([]);
});

test.each([
  { metric: 'p95 of visitors', below: '300ms' },
  { metric: 'longest of all', atMost: '2s' },
  { metric: 'p95 of visitors', above: '300ms' },
  { metric: 'p95 of visitors', between: ['1s', '3s'] },
  { metric: 'mean wait of crowd', atLeast: '1s' },
  { metric: 'unanswered of all', equals: 0 },
  { metric: 'refused of visitors', equals: 0 },
  { metric: 'answered of crowd', atLeast: 3 },
  { metric: 'status 502 of all', equals: 0 },
  { metric: 'status 200 of crowd', atLeast: 3 },
  { metric: 'status 200 of crowd', equals: 'requests of crowd' },
  { metric: 'p95 of visitors', below: '0.5 x p95 of crowd' },
  { metric: 'hold of visitors#2', equals: '0s' },
  { metric: 'time of slowest of crowd', below: '9s' },
  { metric: 'queue time of longest waiting of crowd', below: '9s' },
  { metric: 'longest stretch of visitors#1', is: 'queue' },
  { metric: 'worker of visitors#1', equals: 2 },
  { metric: 'body of visitors#1', above: '1MB' },
  { metric: 'moment of 2nd worker/timedOut', below: '3s' },
  { metric: 'moment of page/loaded of visitors#1 + 300ms', above: '3s' },
  { metric: 'queue at end', equals: 0 },
  { metric: 'queue at queue reaches 5 - 1s', equals: 0 },
  { metric: 'longest queue', atMost: 4 },
  { metric: 'mean queue', atMost: 4 },
  { metric: 'workers', equals: 4 },
  { metric: 'workers busy', below: '30%' },
  { metric: 'workers held by clients', above: '30%' },
  { metric: 'throughput', above: '45/s' },
  { metric: 'throughput', below: '45/s' },
  { count: 'worker/timedOut', equals: 0 },
  { count: 'worker/timedOut', above: 1 },
  { why: 'visitors#1', at: 'end', names: 'proxy_buffering' },
])('the claim %j', (written) => {
  const problems = new Problems();
  const claim = readClaim(problems, '', written, { populations: ['visitors', 'crowd'] });
  expect(problems.list).toEqual([]);
  expect(claim && plainWords(claimSentence(claim), STAYS)).toEqual([]);
});

test.each(CAUSES)('the cause %s', (cause) => {
  const words = causeWords(cause, presetScenario('slow-clients-buffered'));
  expect(plainWords(words, new Set(['nginx', 'timeout']))).toEqual([]);
});
