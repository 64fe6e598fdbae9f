/**
 * Lessons with one mistake each, as authors make them (`broken/`): each is answered with its line and column, what is wrong, what is
 * allowed and what was probably meant, and nothing in them runs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { readLesson } from '../../src/cli/readLesson.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { simulatedRuns } from '../../src/lesson/simulatedRuns.ts';
import { untruths } from '../../src/lesson/untruths.ts';
import { simulate } from '../../src/sim/simulate.ts';

const FOLDER = new URL('./broken/', import.meta.url);
const HTML =
  'HTML has no meaning here, it would be shown as it is written; allowed: **bold**, `code`, [links](https://…), and a tag as `<tag>`';

/** By file: `line:column path — what an author reads`, all of it. */
const SAYS: Readonly<Record<string, readonly string[]>> = {
  '01-typo-in-a-key': [
    '26:10 steps[2].sya — “sya” is not a setting here; did you mean “say”? (found: So it is.)',
    '24:5 steps[2].say — is missing: what does the learner read here? (found: nothing)',
  ],
  '02-typo-in-a-setting': [
    '13:22 runs.one.scenario.app.wokers — “wokers” is not a setting here; did you mean “workers”? (found: 2)',
  ],
  '03-time-without-a-unit': [
    '11:17 runs.one.scenario.duration — needs a unit: 10ms or 10s? Allowed: 1ms to 1h (found: 10)',
  ],
  '04-unknown-unit': [
    '11:17 runs.one.scenario.duration — has an unknown unit; write a duration such as 200ms, 1.5s or 2min; allowed: 1ms to 1h (found: 3 minuets)',
  ],
  '05-unknown-kind-of-step': [
    '24:11 steps[2].kind — is no kind of step; did you mean “explain”? (found: explian)',
  ],
  '06-no-answer': [
    '1:1 answer — is missing: the answer to the question, in two or three sentences (found: nothing)',
  ],
  '07-tab-indentation': ['9:1 — is not YAML: indented with a tab; allowed: spaces'],
  '08-two-steps-of-one-id': [
    '25:9 steps[2].id — stands twice; each step needs an id of its own (found: guess)',
  ],
  '09-key-twice': ['5:1 — this key stands twice here: minutes'],
  '10-right-is-yes': [
    '23:29 steps[0].options[1].right — must be true, or left out; did you mean true? (found: yes)',
  ],
  '11-off-is-no': [
    '14:41 runs.one.scenario.front.proxy_request_buffering — must be on or off; did you mean “off”? (found: no)',
  ],
  '12-html-in-a-text': [
    `19:10 steps[0].say — ${HTML} (found: <b onclick="globalThis.hacked = true">)`,
  ],
  '13-script-in-a-reply': [`22:79 steps[0].options[0].reply — ${HTML} (found: <script>)`],
  '14-unknown-term': [
    '19:10 steps[0].say — is neither in the glossary nor among the lesson’s terms; there are none (found: [[lisen backlog]])',
  ],
  '15-unknown-run': ['23:9 steps[1].on — there is no such run; allowed: one (found: won)'],
  '16-unknown-clients': [
    '15:19 runs.one.expect[0].metric — there are no clients called “peple”; did you mean “people”? (found: answered of peple)',
  ],
  '17-unknown-event': [
    '15:18 runs.one.expect[0].count — “worker/timedout” is not an event; did you mean “worker/timedOut”? (found: worker/timedout)',
  ],
  '18-two-right-options': [
    '22:7 steps[0].options — must have exactly one option with right: true (found: 2 right options)',
  ],
  '19-curve-without-values': [
    '21:12 steps[0].curve.values — must be a list of 3 to 12 values of the setting (found: nothing)',
  ],
  '20-knob-without-its-own-value': [
    '31:53 steps[3].knobs[0].values — has not what the run one has: 2 (found: 1, 3)',
  ],
  '21-reveals-what-nobody-asked': [
    '25:14 steps[2].reveals — there is no such prediction before this step; did you mean “guess”? (found: gues)',
  ],
  '22-javascript-link': [
    '26:10 steps[2].say — is not a link that a lesson may hold; allowed: addresses that begin with https:// (found: javascript:globalThis.hacked=1)',
  ],
  '23-alias-bomb': ['1:1 — repeats too much through aliases'],
  '24-nested-too-deeply': ['1:826 — is nested too deeply'],
  '25-seed-in-a-change': [
    '19:21 runs.two.change.seed — would change chance along with the rest; runs that are compared share one seed (found: 4)',
  ],
  '26-claim-compares-twice': [
    '15:9 runs.one.expect[0] — must compare once; allowed: one of below, above, atMost, atLeast, equals, is, between (found: {metric: answered of people, equals: 1, below: 2})',
  ],
  '27-compares-a-time-with-a-count': [
    '15:46 runs.one.expect[0].above — compares a count with a duration; allowed: a measure of the same kind (found: 2 x p95 of people)',
  ],
  '28-unknown-measure': [
    '26:10 steps[2].say — “p59 of people” cannot be measured; did you mean “p95 of people”? (found: {{p59 of people}})',
  ],
  '29-solution-that-is-no-value': [
    '35:9 steps[3].solutions[0] — is no value of app.workers; allowed: 1, 2, 3 (found: 4)',
  ],
  '30-tolerance-without-percent': [
    '22:16 steps[0].tolerance — must be a share such as 25%, 100% at most (found: 25)',
  ],
  '31-answer-of-no-step': [
    '17:52 answers[0].step — there is no such step; allowed: guess, step-2, step-3 (found: expalin)',
  ],
  '32-source-without-a-place': [
    '6:11 sources[0] — must have exactly one of link, case, rule (found: {name: Model, says: one line for all workers})',
  ],
  '33-key-of-objects': [
    '3:12 __proto__ — “__proto__” is not a setting here; allowed: id, kind, title, question, minutes, intro, answer, answers, seeds, sources, terms, runs, steps (found: {kind: challenge})',
  ],
  '34-function-of-javascript': [
    '2:8 — is not YAML: what begins with ! has no meaning here; put the whole text in quotes',
  ],
  '35-text-that-begins-with-a-mark': [
    '26:33 — is not YAML: more text behind the end of a value; a text that begins with { [ * & or a quote must stand in quotes as a whole',
  ],
  '36-second-document': ['16:1 — a second document begins here; a file may hold one'],
  '37-colon-in-a-text': [
    '19:10 — is not YAML: a second “key: value” in one line; a text that holds “: ” must stand in quotes, or below its key after |; or this is indented too far',
  ],
  '39-comma-in-a-number': [
    '15:43 — “5s” stands alone between { and }, where a comma begins a new “key: value”; a text with a comma must stand in quotes, and a number has a point: 0.5',
  ],
  '40-indented-otherwise': [
    '20:1 — is not YAML: indented otherwise than its neighbours; keys that belong together begin exactly below each other',
  ],
  '41-event-as-a-measure': [
    '15:19 runs.one.expect[0].metric — “request/answered” cannot be measured; did you mean “count of request/answered”? (found: request/answered)',
  ],
  '42-measure-in-other-words': [
    '26:10 steps[2].say — “average time of people” cannot be measured; did you mean “mean of people”? (found: {{average time of people}})',
    '26:10 steps[2].say — “connect of people#1” cannot be measured; did you mean “connect time of people#1”? (found: {{connect of people#1}})',
  ],
  '43-measure-of-no-run': [
    '26:10 steps[2].say — there is no run “won”; allowed: one (found: {{p95 of people in won}})',
  ],
  '44-many-for-one': [
    '26:10 steps[2].say — “people” are many requests, and one is meant here; allowed: people#1, slowest of people, longest waiting of people (found: {{time of people}})',
  ],
  '45-share-of-another-measure': [
    '15:44 runs.one.expect[0].below — is not a value; a share of another measure is written with its factor: 0.5 x requests of all, 0.5 x p95 of fast in buffered (found: 5%)',
  ],
  '46-knob-without-its-part': [
    '31:16 steps[3].knobs[0].set — is no setting here; did you mean “app.workers”? (found: gunicorn.workers)',
    '35:9 steps[3].solutions[0] — is no knob of this step; allowed: gunicorn.workers (found: app.workers)',
  ],
  // What is wrong with a run is said once, and neither of those that extend it nor of what refers to it.
  '47-mistake-in-a-run-that-others-extend': [
    '11:17 runs.one.scenario.duration — needs a unit: 1ms or 1s? Allowed: 1ms to 1h (found: 1)',
  ],
  '48-mistake-in-another-run': [
    '19:31 runs.two.change.app.workers — must be a whole number, 1 to 512 (found: three)',
  ],
};

/** Sound as files, but what they say is not so. */
const UNTRUE: Readonly<Record<string, readonly string[]>> = {
  '38-solution-that-does-not-solve': [
    'steps.tune.solutions[0]: does not reach the goal “workers is below 2”; the run shows 3',
  ],
};

const textOf = (name: string): string => readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8');
const read = (name: string) => readLesson(textOf(name), 'broken.yaml');
const world = globalThis as { hacked?: unknown };

describe('a broken lesson', () => {
  // No key, tag, link or text of a file is ever run.
  afterEach(() => expect(world.hacked).toBeUndefined());

  test.each(Object.keys(SAYS))('%s', (name) => {
    const found = read(name);
    const lines = Array.isArray(found) ? found.map(({ text }) => text) : ['nothing'];
    if (name === '24-nested-too-deeply') {
      // How deep is too deep depends on the stack of the machine.
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^broken\.yaml:1:\d+ — is nested too deeply$/);
    } else expect(lines).toEqual(SAYS[name]?.map((line) => `broken.yaml:${line}`));
  });

  test.each(Object.keys(UNTRUE))('%s', (name) => {
    const found = read(name);
    if (Array.isArray(found)) throw new Error(found[0]?.text);
    const source = simulatedRuns(found, (scenario) => simulate(scenario) as Run);
    expect(untruths(found, source)).toEqual(UNTRUE[name]);
  });

  test('has its file here, and its words above', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ''));
    expect([...Object.keys(SAYS), ...Object.keys(UNTRUE)].sort()).toEqual(names.sort());
    expect(names.length).toBeGreaterThanOrEqual(20);
  });

  test('points at what stands in the file at that place', () => {
    const at = (name: string): string => {
      const [, line, column] = /^(\d+):(\d+)/.exec(SAYS[name]?.[0] ?? '') ?? [];
      return (
        textOf(name)
          .split('\n')
          [Number(line) - 1]?.slice(Number(column) - 1) ?? ''
      );
    };
    expect(at('05-unknown-kind-of-step')).toBe('explian');
    expect(at('10-right-is-yes')).toMatch(/^yes,/);
    expect(at('22-javascript-link')).toMatch(/^So it is, \[/);
    expect(at('25-seed-in-a-change')).toMatch(/^4,/);
    expect(at('36-second-document')).toBe('---');
  });
});

test('a lesson without their mistakes is read', () => {
  const mended = textOf('05-unknown-kind-of-step').replace('explian', 'explain');
  expect(readLesson(mended, 'broken.yaml')).toMatchObject({ id: 'broken' });
});
