import type { Lesson } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parseLesson.ts';

/** A lesson with a step of every kind and a question of every kind, as its YAML would be read. */
export const EVERY_KIND = {
  id: 'every-kind',
  title: 'Every kind of step',
  question: 'How many workers do eight visitors need?',
  minutes: 5,
  intro: 'Eight visitors click through a shop with {{workers}} worker.',
  answer: 'More than one: with one, 95 of 100 pages take {{p95 of fast}}.',
  sources: [{ name: 'Model', rule: 'G1', says: 'Who waits.' }],
  runs: {
    one: {
      title: 'one worker',
      scenario: {
        seed: 3,
        duration: '8s',
        clients: [
          {
            name: 'fast',
            link: 'fibre',
            arrivals: { count: 8, think: '300ms', thinkIs: 'exponential', requestsEach: 12 },
            asks: 'home',
          },
        ],
        routes: [
          { name: 'home', path: '/', response: '20kB', cpu: '4ms', wait: '100ms', queries: 1 },
        ],
        app: { workers: 1 },
      },
      expect: [{ metric: 'p95 of fast', above: '500ms' }],
    },
    two: {
      title: 'two workers',
      extends: 'one',
      change: { app: { workers: 2 } },
      expect: [{ metric: 'p95 of fast', below: '1 x p95 of fast in one' }],
    },
    four: {
      title: 'four workers',
      extends: 'one',
      change: { app: { workers: 4 } },
      expect: [{ metric: 'p95 of fast', below: '300ms' }],
    },
  },
  steps: [
    {
      kind: 'read',
      id: 'scene',
      title: 'A shop',
      say: 'Look at the one worker.',
      look: { tier: 'app' },
    },
    {
      kind: 'predict',
      id: 'where',
      title: 'Where they wait',
      say: 'All eight click.',
      ask: 'Where do requests wait?',
      point: [
        { tier: 'front', reply: 'nginx passes each on at once.' },
        {
          tier: 'socket',
          right: true,
          when: { metric: 'longest queue', atLeast: 3 },
          reply: 'Yes.',
        },
        { tier: 'database', reply: 'It is asked once a page.' },
      ],
    },
    {
      kind: 'predict',
      id: 'how-long',
      title: 'How long',
      say: 'A page is {{hold of fast#1}} of work.',
      ask: 'How long do 95 of 100 pages take?',
      answer: 'p95 of fast',
      tolerance: '25%',
      hints: ['Eight share one.', 'Eight times the work of one page, at worst.'],
    },
    {
      kind: 'run',
      id: 'watch',
      say: 'Watch.',
      until: '4s',
      captions: [{ at: 'queue reaches 3', say: 'Three wait.' }],
    },
    {
      kind: 'explain',
      id: 'why',
      say: 'They wait for the worker.',
      reveals: 'how-long',
      notes: 'Ask the room.',
    },
    {
      kind: 'predict',
      id: 'which-first',
      title: 'Which is quickest',
      say: 'Now with more workers.',
      ask: 'Put them in order by how long pages take.',
      order: [
        { text: 'one worker', measure: 'p95 of fast in one' },
        { text: 'four workers', measure: 'p95 of fast in four' },
        { text: 'two workers', measure: 'p95 of fast in two' },
      ],
      first: 'smallest',
    },
    { kind: 'reveal', id: 'order-shown', say: 'So it is.', reveals: 'which-first' },
    {
      kind: 'predict',
      id: 'curve',
      title: 'Draw it',
      say: 'One worker is given.',
      ask: 'What becomes of it with more workers?',
      curve: {
        turn: 'app.workers',
        values: [1, 2, 3, 4, 6],
        measure: 'p95 of fast',
        across: 'workers',
        up: '95 of 100 answers within',
        top: '1s',
        given: 1,
      },
      tolerance: '25%',
    },
    { kind: 'reveal', id: 'curve-shown', say: 'The first workers help most.', reveals: 'curve' },
    {
      kind: 'change',
      id: 'turn',
      say: 'Turn it.',
      knobs: [{ set: 'app.workers', label: 'workers', values: [1, 2, 4] }],
      watch: ['p95 of fast'],
    },
    {
      kind: 'observe',
      id: 'seen',
      say: 'Think back.',
      ask: 'Did anybody get an error?',
      options: [
        { text: 'Yes', when: { metric: 'failed of all', above: 0 }, reply: 'Nobody did.' },
        {
          text: 'No',
          right: true,
          when: { metric: 'failed of all', equals: 0 },
          reply: 'They only waited.',
        },
      ],
    },
    {
      kind: 'puzzle',
      id: 'cheap',
      say: 'Get it below 300 ms.',
      knobs: [
        { set: 'app.workers', label: 'workers', values: [1, 2, 4, 6] },
        { set: 'routes.home.wait', label: 'waiting in a page', values: ['100ms', '50ms'] },
      ],
      watch: ['p95 of fast'],
      goal: [{ metric: 'p95 of fast', below: '300ms' }],
      budget: { most: 50, unit: '€ a month', base: 10, prices: { 'app.workers': 8 } },
      solutions: [{ 'app.workers': 4 }],
      hints: ['More of something.'],
      solved: 'Now {{p95 of fast}}.',
    },
    { kind: 'try', id: 'sandbox', say: 'Go on.' },
  ],
};

/** The lesson, or one that differs from it. Throws what is wrong with it. Browser tests share a store: each file has an `id` of its own. */
export function everyKind(
  change: (written: typeof EVERY_KIND) => void = () => {},
  id = EVERY_KIND.id,
): Lesson {
  const written = { ...structuredClone(EVERY_KIND), id };
  change(written);
  const lesson = parseLesson(written, `${id}.yaml`);
  if (Array.isArray(lesson))
    throw new Error(lesson.map(({ at, message }) => `${at}: ${message}`).join('\n'));
  return lesson;
}
