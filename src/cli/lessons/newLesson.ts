import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../../scenario/problems.ts';
import type { Output } from './checkCommand.ts';

/** The names that a lesson may have: it is a file, and an address. */
const NAME = /^[a-z][a-z0-9-]{0,59}$/;

/**
 * `new`: writes a small lesson that is valid and true, for its author to fill in. Never overwrites anything.
 * @returns the exit status: 0 when it is written, 2 for a name that cannot be used
 */
export function newLesson(
  folder: string,
  id: string | undefined,
  isChallenge: boolean,
  output: Output,
): number {
  const fail = (message: string): number => {
    output.complain(message);
    return 2;
  };
  if (id === undefined)
    return fail('a name is needed, such as: npm run lessons -- new slow-clients');
  if (!NAME.test(id))
    return fail(
      `“${id}” is no name for a lesson; allowed: small letters, digits and “-”, beginning with a letter${nearest(id)}`,
    );
  const file = join(folder, `${id}.yaml`);
  if (['course', 'glossary', 'shared'].includes(id))
    return fail(`${id}.yaml belongs to the whole course; choose another name`);
  if (existsSync(file)) return fail(`${file} is there already; nothing was written`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, isChallenge ? challengeText(id) : lessonText(id), { flag: 'wx' });
  output.out(`${file} is written. Next:`);
  output.out(`  npm run lessons -- preview ${id}   shows it, and follows every save`);
  output.out(`  npm run lessons -- check ${id}     puts its claims to its runs`);
  output.out(
    `When it is ready, write ${id} into the list of a module in course.yaml; until then it comes last.`,
  );
  return 0;
}

/** `Slow Clients` is meant to be `slow-clients`. */
function nearest(id: string): string {
  const plain = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60);
  return NAME.test(plain) ? `; ${suggestion(plain, [plain])}` : '';
}

const titleOf = (id: string): string =>
  `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

const HEAD = `# yaml-language-server: $schema=./lesson.schema.json
# What may stand here is described in README.md beside this file. Lines that begin with # are notes to you.
`;

const SCENARIO = `      seed: 1                    # all chance follows from it; every run of a lesson has the same
      duration: 8s
      clients:
        - name: visitors
          link: fibre
          arrivals: { count: 8, think: 400ms, thinkIs: exponential, requestsEach: 100 }
          asks: { page: 4, report: 1 }
      routes:
        - { name: page, path: /, response: 20kB, cpu: 5ms, wait: 40ms }
        - { name: report, path: /report, response: 50kB, wait: 900ms }
      database: none`;

function lessonText(id: string): string {
  return `${HEAD}id: ${id}
title: ${titleOf(id)}
question: Why is a quick page slow while somebody asks for a report?   # one question that a beginner really asks
minutes: 6

# The scene, in plain words: people, not configuration. Numbers are measures in double braces, never typed.
intro: |
  A small site has {{workers}} worker. Eight visitors click through its pages, and now and then one of them asks for a report.

# The answer to the question, in two or three sentences.
answer: |
  The one worker is taken while it makes a report, and everybody else stands in line behind it. With two workers 95 of 100 answers came within
  {{p95 of visitors in two}} instead of {{p95 of visitors}}.

# Where the facts come from: a link, a measured case or a rule of MODEL.md.
sources:
  - name: One waiting room for all workers
    rule: L1
    says: Requests wait in one line for whichever worker is free next.
  - name: Gunicorn documentation, design
    link: https://docs.gunicorn.org/en/stable/design.html
    says: A sync worker handles a single request at a time.

# Other questions that the lesson answers; each becomes a page of its own. step: the id of the step whose moment proves it.
answers:
  - id: ${id.slice(0, 40)}-and-more-workers
    question: Do more workers make a report quicker?
    answer: |
      No. A report takes as long as before; but fewer people stand in line behind it.
    step: second-worker

# Words that glossary.yaml does not have; in a text they stand in double square brackets.
terms:
  queueing: standing in line until somebody is free

runs:
  one:
    title: one worker
    scenario:
      title: Reports among pages, one worker
${SCENARIO}
      app: { workers: 1 }
    expect:                      # what this run must show: with its own seed, and with 200 others
      - { metric: longest wait of visitors, above: 500ms }
      - { metric: failed of all, equals: 0 }
  two:
    title: the same, two workers
    extends: one                 # one thing is different, and nothing else
    change:
      title: Reports among pages, two workers
      app: { workers: 2 }
    expect:
      - { metric: mean wait of visitors, below: 0.5 x mean wait of visitors in one, usually: 98% }   # without it: always

steps:
  - kind: read
    id: scene
    on: one
    title: The scene
    say: |
      A page takes {{hold of visitors#1}} of the worker’s time, a report much longer. Nothing happens yet.
    look: { tier: app, at: start }

  - kind: predict                # asked before anything is shown
    id: what-happens
    say: |
      One request in five is for a report.
    ask: What becomes of the others while a report is made?
    options:
      - text: Nothing. A report is one request like any other.
        when: { metric: longest wait of visitors, below: 200ms }   # false for a wrong answer
        reply: It is one request. But there is one worker, too.
      - text: They wait until the report is done.
        right: true
        when: { metric: longest wait of visitors, above: 500ms }   # true for the right one
        reply: Yes. One worker does one thing at a time.

  - kind: run
    id: watch
    say: |
      Watch the line in front of the worker.
    from: start
    until: longest queue + 1s
    look: { tier: socket }
    panels: [lanes, requests]
    captions:
      - { at: longest queue, say: This is the longest line of the run. }
    notes: |                     # for whoever shows the lesson to others; learners do not see it
      Stop at the longest line, and let somebody say what the worker does just now.

  - kind: observe                # a question about what was seen
    id: who-waited
    say: |
      Choose the request that waited longest.
    ask: Where did most of its time go?
    options:
      - text: Into the making of its answer.
        when: { metric: longest stretch of longest waiting of visitors, is: view }
        reply: Look at its bar again. The longest part of it is not the work.
      - text: Into standing in line.
        right: true
        when: { metric: longest stretch of longest waiting of visitors, is: queue }
        reply: The work itself was the smaller part.

  - kind: explain
    id: why
    reveals: what-happens
    say: |
      At its longest {{longest queue}} requests stood in line. Whoever waited longest waited {{longest wait of visitors}}.
    look: { request: longest waiting of visitors, at: longest queue }

  - kind: change                 # the learner turns one thing, and sees what becomes of it
    id: second-worker
    say: |
      Add a worker. Nothing else is different, and the same visitors come at the same moments. Whoever stands in line is [[queueing]].
    knobs:
      - { set: app.workers, label: workers, values: [1, 2, 3] }   # one of them is the run’s own
    watch: [longest wait of visitors, mean wait of visitors]

  - kind: puzzle
    id: mend-it
    on: one
    title: Make it quick
    say: |
      Nobody is to wait for longer than half a second.
    knobs:
      - { set: app.workers, label: workers, values: [1, 2, 3, 4, 6] }
      - { set: routes.report.wait, label: time that a report takes, values: [900ms, 100ms] }
    watch: [longest wait of visitors]
    goal:
      - { metric: longest wait of visitors, below: 500ms }
    solutions:                   # one at least; the tests solve the puzzle with each
      - { app.workers: 6 }
      - { routes.report.wait: 100ms }
    hints:                       # given one after the other, when asked for
      - How many reports can be under way at once?
      - Or is there another way than more workers?
    solved: |
      More workers, or shorter work: either makes the line short.

  - kind: try                    # the sandbox, with the same scenario
    on: two
    say: |
      Try other seeds, and other numbers of visitors.
`;
}

function challengeText(id: string): string {
  return `${HEAD}id: ${id}
kind: challenge                # something is broken, and the learner mends it
title: ${titleOf(id)}
question: Why does everybody wait, though the machine has nothing to do?
minutes: 8

intro: |
  The site has been slow since this morning. {{answered of visitors}} answers came, and 95 of 100 within {{p95 of visitors}}.

answer: |
  The workers were taken by reports that only waited. More of them, or threads that can wait side by side, let the pages through.

sources:
  - name: One waiting room for all workers
    rule: L1
    says: Requests wait in one line for whichever worker is free next.

runs:
  broken:
    title: as it is
    scenario:
      title: Slow since this morning
${SCENARIO}
      app: { workers: 1 }
    expect:
      - { metric: longest wait of visitors, above: 500ms }
      - { metric: failed of all, equals: 0 }

steps:
  - kind: read
    id: scene
    on: broken
    title: What people say
    say: |
      “Every page takes for ever.” At its longest {{longest queue}} requests stood in line. Look round before you touch anything.
    look: { tier: app, at: longest queue }
    panels: [latency, requests, logs]

  - kind: puzzle
    id: mend-it
    title: Mend it
    say: |
      Nobody is to wait for longer than half a second. You have to pay for what you add.
    knobs:
      - { set: app.workers, label: workers, values: [1, 2, 4, 6] }
      - { set: app.worker_class, label: kind of worker, values: [sync, gthread] }
      - { set: app.threads, label: threads in each, values: [1, 4] }
      - { set: routes.report.wait, label: time that a report takes, values: [900ms, 100ms] }
    watch: [longest wait of visitors, p95 of visitors]
    goal:
      - { metric: longest wait of visitors, below: 500ms }
      - { metric: failed of all, equals: 0 }
    budget:
      most: 60
      unit: € a month
      prices:
        app.workers: 10
        app.threads: { '1': 0, '4': 10 }
        routes.report.wait: { 900ms: 0, 100ms: 30 }
    solutions:                   # two at least, each in its own way
      - { routes.report.wait: 100ms }
      - { app.workers: 2, app.worker_class: gthread, app.threads: 4 }
    hints:
      - What are the workers doing while everybody waits?
      - Waiting takes no processor.
    solved: |
      Whoever only waits need not keep others from working.
`;
}
