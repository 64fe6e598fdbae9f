import { describe, expect, test } from 'vitest';
import { lessonSource } from '../../src/cli/lessonSource.ts';
import { untruths } from '../../src/lesson/untruths.ts';
import { type EVERY_KIND, everyKind } from './everyKind.ts';

type Written = typeof EVERY_KIND;
// biome-ignore lint/suspicious/noExplicitAny: steps are changed into what their types would not allow
type Loose = any;

function found(change: (written: Written) => void = () => {}): string[] {
  const lesson = everyKind(change);
  return untruths(lesson, lessonSource(lesson));
}
const stepOf = (written: Written, id: string): Loose =>
  written.steps.find((step) => step.id === id);

test('a lesson that its recordings bear out has none', () => {
  expect(found()).toEqual([]);
});

describe('what is found', () => {
  test.each<[string, (written: Loose) => void, RegExp]>([
    [
      'a claim that fails',
      (w) => {
        w.runs.two.expect[0].below = '0.1 x p95 of fast in one';
      },
      /^runs\.two: expected that p95 of fast is below 0\.1 x p95 of fast in one; the run shows 379 ms/,
    ],
    [
      'a right option that does not hold',
      (w) => {
        stepOf(w, 'where').point[1].when.atLeast = 80;
      },
      /^steps\.where\.options\[1\]: “.+” is right in the lesson/,
    ],
    [
      'a wrong option that holds',
      (w) => {
        stepOf(w, 'seen').options[0].when = { metric: 'failed of all', equals: 0 };
      },
      /^steps\.seen\.options\[0\]: “Yes” is wrong in the lesson/,
    ],
    [
      'an order too close to tell',
      (w) => {
        stepOf(w, 'which-first').order[1].measure = 'p95 of fast in two';
      },
      /^steps\.which-first\.order: “four workers” \(379 ms\) and “two workers” \(379 ms\) are too close/,
    ],
    [
      'an order that is written right',
      (w) => {
        stepOf(w, 'which-first').order.reverse();
        stepOf(w, 'which-first').order.splice(
          0,
          2,
          ...stepOf(w, 'which-first').order.slice(0, 2).reverse(),
        );
      },
      /^steps\.which-first\.order: is written in the right order/,
    ],
    [
      'an order with nothing to measure',
      (w) => {
        stepOf(w, 'which-first').order[0].measure = 'time of fast#999';
      },
      /^steps\.which-first\.order\[0\]: “one worker” has no value/,
    ],
    [
      'a curve that leaves its drawing',
      (w) => {
        stepOf(w, 'curve').curve.top = '300ms';
      },
      /^steps\.curve\.curve\.values\[0\]: 780 ms at 1 lies outside the drawing, which ends at 300 ms/,
    ],
    [
      'a curve with nothing to measure',
      (w) => {
        stepOf(w, 'curve').curve.measure = 'time of fast#999';
      },
      /^steps\.curve\.curve\.values\[0\]: there is nothing to measure at 1/,
    ],
    [
      'a number without a value',
      (w) => {
        stepOf(w, 'how-long').answer = 'time of fast#999';
      },
      /^steps\.how-long\.answer: has no value/,
    ],
    [
      'a caption whose moment does not come',
      (w) => {
        stepOf(w, 'watch').captions[0].at = 'worker/timedOut';
      },
      /^steps\.watch\.captions\[0\]\.at: this moment does not come/,
    ],
    [
      'a run until a moment that does not come',
      (w) => {
        stepOf(w, 'watch').until = 'queue reaches 90';
      },
      /^steps\.watch\.until: this moment does not come/,
    ],
    [
      'a request to look at that is not there',
      (w) => {
        stepOf(w, 'scene').look = { request: 'fast#999' };
      },
      /^steps\.scene\.look\.request: there is no such request/,
    ],
    [
      'a watched measure without a value',
      (w) => {
        stepOf(w, 'turn').watch = ['time of fast#999'];
      },
      /^steps\.turn\.watch: “time of fast#999” has no value at the start/,
    ],
    [
      'a puzzle that is solved at the start',
      (w) => {
        stepOf(w, 'cheap').goal[0].below = '2s';
      },
      /^steps\.cheap: is solved already at the start/,
    ],
    [
      'a solution that does not reach the goal',
      (w) => {
        stepOf(w, 'cheap').solutions[0]['app.workers'] = 2;
      },
      /^steps\.cheap\.solutions\[0\]: does not reach the goal “[^”]+”; the run shows 379 ms/,
    ],
    [
      'a solution that costs too much',
      (w) => {
        stepOf(w, 'cheap').solutions[0]['app.workers'] = 6;
      },
      /^steps\.cheap\.solutions\[0\]: costs 58 € a month, more than 50/,
    ],
    [
      'a solution told twice',
      (w) => {
        stepOf(w, 'cheap').solutions.push({ 'app.workers': 4 });
      },
      /^steps\.cheap\.solutions\[1\]: is the same as one before it/,
    ],
  ])('%s', (_, change, words) => {
    expect(found(change).join('\n')).toMatch(words);
  });

  test.each<[string, (written: Loose, text: string) => void]>([
    ['intro', (w, text) => (w.intro = text)],
    ['answer', (w, text) => (w.answer = text)],
    [
      'answers.other',
      (w, answer) => (w.answers = [{ id: 'other', question: 'Why?', answer, step: 'why' }]),
    ],
    ['seeds[0].shows', (w, shows) => (w.seeds = [{ seed: 5, shows }])],
    ['steps.why', (w, text) => (stepOf(w, 'why').notes = text)],
    ['steps.how-long.hints[0]', (w, text) => (stepOf(w, 'how-long').hints[0] = text)],
    ['steps.how-long.ask', (w, text) => (stepOf(w, 'how-long').ask = text)],
    ['steps.seen.options[1]', (w, text) => (stepOf(w, 'seen').options[1].reply = text)],
    ['steps.which-first.order[2]', (w, text) => (stepOf(w, 'which-first').order[2].text = text)],
    ['steps.watch.captions[0].say', (w, text) => (stepOf(w, 'watch').captions[0].say = text)],
    ['steps.cheap.solved', (w, text) => (stepOf(w, 'cheap').solved = text)],
  ])('a measure without a value in %s', (at, change) => {
    const text = 'It takes {{time of fast#999}}.';
    expect(found((written) => void change(written, text))).toContain(
      `${at}: {{time of fast#999}} has no value`,
    );
  });
});
