import { expect, test } from 'vitest';
import { courseLesson, LESSON_FILES } from './readLessons.ts';

/**
 * What beginners asked in the articles and threads that Roundtrip began with, in our words, and the page that answers it: a
 * lesson’s driving question, or one of its answer cards. Each page leads to the moment that proves its answer.
 */
const ASKED: readonly (readonly [question: string, page: string])[] = [
  ['Is Django a web server or an application server?', 'is-django-a-server'],
  ['What is a web server?', 'what-is-a-web-server'],
  ['Which web server does Django use?', 'which-server-does-django-use'],
  ['Can nginx talk to a Django application directly?', 'can-nginx-run-django'],
  ['Is a WSGI server an executor for Python?', 'is-a-wsgi-server-a-python-executor'],
  ['Why was my site up and working without nginx?', 'worked-without-nginx'],
  ['Why is Django’s own server not meant for real workloads?', 'not-meant-for-real-workloads'],
  ['What exactly is production load?', 'what-is-production-load'],
  ['What does Gunicorn do for the server?', 'what-does-gunicorn-do'],
  ['Does Gunicorn’s pool of workers make it faster?', 'worker-pool'],
  [
    'Can pure requests a second be had by more than one Gunicorn?',
    'do-more-gunicorns-mean-more-requests',
  ],
  ['What does Gunicorn restart that runserver does not?', 'what-gunicorn-restarts'],
  ['How do several workers help with I/O delays?', 'worker-types'],
  ['What happens to many requests that come at once?', 'slow-before-full'],
  ['What is path matching?', 'path-matching'],
  ['Who should send images and style sheets?', 'who-sends-the-images'],
  ['Why isn’t Python the best at every kind of request?', 'why-is-python-not-best-at-everything'],
  ['Do I need both nginx and Gunicorn?', 'do-i-need-both'],
  ['What actually handles the HTTP request?', 'who-handles-the-request'],
  ['I don’t understand the issue with slow clients.', 'slow-clients'],
  ['Why does a fixed pool of workers need fast clients?', 'why-a-fixed-pool'],
  ['Which proxies will do, “assuming they buffer correctly”?', 'what-does-buffer-correctly-mean'],
  ['My app serves only JSON; may I leave nginx out?', 'json-only-without-nginx'],
  ['Is Gunicorn a waste, with 22k requests a second against 34k?', 'is-gunicorn-a-waste'],
  ['May the development server run behind nginx?', 'development-server-behind-nginx'],
  ['Is it the same with Flask?', 'is-flask-the-same'],
  ['Isn’t Apache with mod_wsgi the simplest way?', 'other-servers'],
  ['Which other app servers are there?', 'which-app-servers-are-there'],
  ['Does it have to be sockets?', 'must-it-be-sockets'],
  ['Who takes care of HTTPS?', 'who-does-https'],
  ['What is this “three-tier architecture”?', 'what-are-the-three-tiers'],
  ['Do I need several machines, or will one box do?', 'one-box-or-many'],
  ['Is the database the third tier?', 'is-the-database-the-third-tier'],
  ['Who shares requests out among several app servers?', 'who-shares-the-load-out'],
  ['What happens under heavy load?', 'what-does-heavy-load-do'],
];

const LESSONS = LESSON_FILES.map(courseLesson);

test.each(ASKED)('“%s” is answered at a moment of its lesson', (_question, page) => {
  const own = LESSONS.find(({ id }) => id === page);
  const card = LESSONS.flatMap(({ answers }) => answers).find(({ id }) => id === page);
  expect(own ?? card, `no lesson and no answer card is called ${page}`).toBeDefined();
  const steps =
    own?.steps ?? LESSONS.find(({ answers }) => answers.some(({ id }) => id === page))?.steps;
  const proof = card
    ? steps?.find(({ id }) => id === card.step)
    : steps?.find(({ kind, look }) => kind === 'explain' && look?.at);
  expect(proof?.look?.at, 'the step that proves it stands at a moment').toBeTruthy();
});
