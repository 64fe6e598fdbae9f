import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lanes } from '../../src/insight/lanes.ts';
import { lifeline } from '../../src/insight/lifeline.ts';
import { narrate } from '../../src/insight/narrate.ts';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { waterfall } from '../../src/insight/waterfall.ts';
import { why, whyText } from '../../src/insight/why/why.ts';
import { PSEUDO, pseudoCatalog } from '../../src/language/pseudo.ts';
import { speak } from '../../src/language/t.ts';
import { APP_SERVERS_COMPARED } from '../../src/scenario/presets/appServers.ts';
import { type PresetName, presetScenario } from '../../src/scenario/presets.ts';
import { entryOf } from '../../src/scenario/servers/appServers.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { EVERY_WORD } from '../sim/everyWord.ts';
import { slotRunOf } from './realSlotRuns.ts';
import { runOf } from './wire/wireRuns.ts';

/** What is said of runs is given to translators: in the made-up language no plain word is left in it but names. */

/** Names of programs, protocols, signals and calls, and the words of configuration: the same in every language. */
const NAMES = new Set(
  `Apache Cheroot CherryPy Daphne Django Flask GIL Gunicorn HTTP HUP IIS Linux MySQL PostgreSQL Python SIGABRT SIGCONT SIGHUP SIGINT SIGKILL SIGQUIT
  SIGSEGV SIGSTOP SIGTERM SIGTTIN SIGTTOU SQLite TERM TIMEOUT TLS WORKER location mod nginx pid runserver uWSGI uvicorn wsgi
  GET POST PUT Timeout balancer burst timeout asgi gevent gthread sync`.split(/\s+/),
);

/** What the scenario gives names to: clients, routes and their parts, hosts, rows. */
function namesIn({ scenario }: Run): ReadonlySet<string> {
  const { clients, routes, hosts, app } = scenario;
  const given = [
    ...clients.map(({ name }) => name),
    ...hosts.map(({ name }) => name),
    ...routes.flatMap(({ name, locks, spans }) => [name, locks, ...spans.map((s) => s.name)]),
    'worker_class' in app ? app.worker_class : '',
    entryOf(app).name,
  ];
  return new Set(given.join(' ').match(/[A-Za-z]{3,}/g));
}

/** Plain words of three letters and more that are no names; `limit_req` and `--timeout` are settings. */
function plainWords(text: string, own: ReadonlySet<string>): string[] {
  const words = text
    .replace(/[\w-]*-[a-z-]+|\b\w+_\w+\b|\/[\w./-]*|\b[a-z]+\.[a-z]+\b/g, ' ')
    .match(/(?<![\p{L}])[A-Za-z]{3,}(?![\p{L}])/gu);
  // A name may begin a sentence.
  const lower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
  return (words ?? []).filter(
    (word) => ![word, lower(word)].some((each) => NAMES.has(each) || own.has(each)),
  );
}

beforeEach(() => speak(PSEUDO, pseudoCatalog));
afterEach(() => speak('en', null));

const RUNS: Readonly<Record<string, () => Run>> = {
  ...Object.fromEntries(
    Object.entries(EVERY_WORD).map(([name, written]) => [
      name,
      () => runOf(written as Record<string, unknown>),
    ]),
  ),
  'threads of a pool': () => slotRunOf('threads'),
  'several app servers': () => slotRunOf('servers'),
  ...Object.fromEntries(
    Object.keys(APP_SERVERS_COMPARED).map((name) => [
      name,
      () => simulate(presetScenario(name as PresetName)),
    ]),
  ),
};

const runs = new Map<string, Run>();
function ranOf(name: string): Run {
  const run = runs.get(name) ?? (RUNS[name] as () => Run)();
  runs.set(name, run);
  return run;
}

/** Each text once by its shape, with the words that were never given to translators. */
function untranslated(run: Run, texts: Iterable<string>): string[] {
  const own = namesIn(run);
  const found = new Map<string, string>();
  for (const text of texts) {
    const words = plainWords(text, own);
    if (words.length > 0) found.set(words.join(' '), text);
  }
  return [...found].map(([words, text]) => `${words} | ${text}`);
}

function* explanations(run: Run): Generator<string> {
  for (let atUs = 50_000; atUs <= run.endUs; atUs += 1_234_567)
    for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 7))
      yield whyText(why(run, r, atUs));
}

function* words(run: Run): Generator<string> {
  for (let atUs = 250_000; atUs <= run.endUs; atUs += 1_500_000) {
    const scene = sceneAt(run, atUs);
    for (const each of [...scene.tokens, ...scene.workers, ...scene.processes]) yield each.words;
    for (const each of [...(scene.database?.sessions ?? []), ...scene.badEndings]) yield each.words;
  }
  for (const lane of lanes(run)) {
    yield lane.label;
    for (const span of lane.spans) yield span.words;
  }
  for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 5)) {
    for (const { label } of waterfall(run, r)) yield label;
    for (const { label } of lifeline(run, r)) yield label;
  }
}

describe.each(Object.keys(RUNS))('%s', (name) => {
  test('every sentence of its story is given to translators', () => {
    const run = ranOf(name);
    const told = narrate(run, 0, 2_500).map(({ text }) => text);
    expect(told.length).toBeGreaterThan(20);
    expect(untranslated(run, told)).toEqual([]);
  });

  test('every explanation is', () => {
    const run = ranOf(name);
    expect(untranslated(run, explanations(run))).toEqual([]);
  });

  test('all that stands on stage, in lanes and in the life of a request is', () => {
    const run = ranOf(name);
    expect(untranslated(run, words(run))).toEqual([]);
  });
});

test('lanes speak the language of the moment', () => {
  const run = ranOf('poisson');
  const strange = lanes(run).map(({ label }) => label);
  speak('en', null);
  expect(lanes(run).map(({ label }) => label)).toContain('worker 1');
  expect(strange).not.toContain('worker 1');
});
