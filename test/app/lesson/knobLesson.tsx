import { LessonPage } from '../../../src/app/lesson/LessonPage.tsx';
import { useRoute } from '../../../src/app/shell/useRoute.ts';
import type { Lesson } from '../../../src/lesson/lesson.ts';
import { parseLesson } from '../../../src/lesson/parseLesson.ts';
import { isProblems } from '../../../src/scenario/problems.ts';

const WORKERS = { set: 'app.workers', label: 'workers', values: [1, 2, 3, 4, 6, 8] };
const BUFFERING = {
  set: 'front.proxy_request_buffering',
  label: 'nginx collects requests',
  values: [
    { text: 'on', is: 'on' },
    { text: 'off', is: 'off' },
  ],
};
const WAIT = {
  set: 'routes.home.wait',
  label: 'waiting in a page',
  values: ['50ms', '150ms', '300ms'],
};

const SCENARIO = {
  title: 'Two slow uploads',
  seed: 3,
  duration: '14s',
  clients: [
    {
      name: 'fast',
      link: 'fibre',
      arrivals: { count: 8, think: '350ms', thinkIs: 'exponential', requestsEach: 60 },
      asks: 'home',
    },
    {
      name: 'slow',
      link: { rtt: '300ms', up: '1Mbit/s', down: '2Mbit/s' },
      arrivals: [
        { at: '2.5s', route: 'upload' },
        { at: '3.5s', route: 'upload' },
      ],
    },
  ],
  routes: [
    { name: 'home', path: '/', response: '20kB', cpu: '4ms', wait: '150ms', queries: 1 },
    { name: 'upload', method: 'POST', path: '/photo', body: '900kB', response: '2kB' },
  ],
  front: { proxy_request_buffering: 'off' },
  app: { workers: 3 },
};

const STEPS = [
  { kind: 'read', id: 'scene', title: 'The scene', say: 'They wait {{p95 of fast}}.' },
  {
    kind: 'run',
    id: 'watch',
    say: 'Watch it.',
    from: '2s',
    until: '9s',
    panels: ['events', 'lanes'],
    captions: [
      { at: 'request/started of slow#1', say: 'The first **photo** sets out.' },
      { at: 'worker/accepted of slow#2', say: 'Two of {{workers}} workers are held.' },
    ],
  },
  {
    kind: 'change',
    id: 'turn',
    title: 'Turn',
    say: 'Turn a knob.',
    knobs: [
      {
        set: 'front',
        label: 'in front',
        values: [
          { text: 'nginx', is: { server: 'nginx', proxy_request_buffering: 'off' } },
          { text: 'Apache', is: 'apache' },
          { text: 'nothing', is: 'none' },
        ],
      },
      BUFFERING,
      WORKERS,
      { set: 'app.worker_class', label: 'kind', values: ['sync', 'gthread', 'gevent', 'asgi'] },
    ],
    watch: ['p95 of fast', 'workers'],
  },
  {
    kind: 'puzzle',
    id: 'solve',
    title: 'Solve',
    say: 'Make it quick again.',
    knobs: [WORKERS, BUFFERING, WAIT, { ...WAIT, set: 'routes.home.cpu', values: ['4ms', '9ms'] }],
    locked: ['routes.home.cpu'],
    mystery: ['routes.home.wait'],
    watch: ['p95 of fast'],
    goal: [
      { metric: 'p95 of fast', below: '400ms' },
      { metric: 'failed of all', equals: 0 },
    ],
    budget: {
      most: 60,
      unit: '€ a month',
      base: 10,
      prices: { 'app.workers': 8, 'front.proxy_request_buffering': { on: 20 } },
    },
    hints: ['Who is held?'],
    solutions: [{ 'front.proxy_request_buffering': 'on' }, { 'app.workers': 6 }],
    solved: 'Well done: {{p95 of fast}} now, {{p95 of fast in streamed}} before.',
  },
  { kind: 'try', id: 'sandbox', say: 'Go on.' },
];

/** A lesson in which everything can be turned; not one of the course. Test files that run side by side share a store: each has an `id` of its own. */
export function knobLesson(id: string): Lesson {
  const read = parseLesson(
    {
      id,
      kind: 'challenge',
      title: 'Knobs',
      question: 'What do they do?',
      minutes: 5,
      intro: 'A shop.',
      answer: 'A lot.',
      seeds: [{ seed: 12, shows: 'both photos at once' }],
      sources: [{ name: 'Model', rule: 'N3', says: 'what is collected' }],
      runs: {
        streamed: {
          title: 'as it was',
          scenario: SCENARIO,
          expect: [{ metric: 'workers', equals: 3 }],
        },
      },
      steps: STEPS,
    },
    `${id}.yaml`,
  );
  if (isProblems(read))
    throw new Error(read.map(({ at, message }) => `${at} ${message}`).join('\n'));
  return read;
}

/** The page of the lesson, at whatever step the address names. */
export function KnobPage({ lesson }: { lesson: Lesson }) {
  const route = useRoute();
  return route.page === 'lesson' ? (
    <LessonPage lesson={lesson} step={route.step} moment={route.moment} />
  ) : null;
}
