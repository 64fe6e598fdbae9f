import { msg, t } from '../language/t.ts';
import { parseScenario } from './parseScenario.ts';
import { APP_SERVERS_COMPARED, APP_SERVERS_WORDS } from './presets/appServers.ts';
import { BREAKING } from './presets/breaking.ts';
import { DATABASE } from './presets/database.ts';
import { ENCRYPTION, ENCRYPTION_WORDS } from './presets/encryption.ts';
import { MANY_SERVERS } from './presets/manyServers.ts';
import { ONE_REQUEST } from './presets/oneRequest.ts';
import { SLOW } from './presets/slowClients.ts';
import { SURPRISES, SURPRISES_WORDS } from './presets/surprises.ts';
import { WIDE_FRONT, WIDE_FRONT_WORDS } from './presets/wideFront.ts';
import { WORKER_CLASSES } from './presets/workerClasses.ts';
import type { Scenario } from './scenario.ts';
import type { WrittenScenario } from './writeScenario.ts';

/** Scenarios by name, as people would write them. Names stand in links: they stay. */
export const PRESETS = {
  ...ONE_REQUEST,
  ...SLOW,
  ...DATABASE,
  ...BREAKING,
  ...MANY_SERVERS,
  ...WORKER_CLASSES,
  ...APP_SERVERS_COMPARED,
  ...WIDE_FRONT,
  ...ENCRYPTION,
  ...SURPRISES,
} as const satisfies Record<string, WrittenScenario>;

export type PresetName = keyof typeof PRESETS;

const namesOf = (group: object) => Object.keys(group) as PresetName[];

/** The same by what they are about, for lists to choose from. */
export const PRESET_GROUPS: readonly {
  readonly title: string;
  readonly names: readonly PresetName[];
}[] = [
  { title: msg('One request'), names: namesOf(ONE_REQUEST) },
  { title: msg('Slow clients'), names: namesOf(SLOW) },
  { title: msg('Waiting for the database'), names: namesOf(DATABASE) },
  { title: msg('Things that break'), names: namesOf(BREAKING) },
  { title: msg('Many servers'), names: namesOf(MANY_SERVERS) },
  { title: msg('Worker classes'), names: namesOf(WORKER_CLASSES) },
  { title: msg('Every server, the same slow clients'), names: namesOf(APP_SERVERS_COMPARED) },
  { title: msg('Front servers and what they share out'), names: namesOf(WIDE_FRONT) },
  { title: msg('TLS and HTTP/2'), names: namesOf(ENCRYPTION) },
  { title: msg('What nobody expects of servers'), names: namesOf(SURPRISES) },
];

/** What there is to see in each, in one line. */
export const PRESET_WORDS: Readonly<Record<PresetName, string>> = {
  'one-request': msg('Every hop of one request, with nothing else in the way.'),
  'slow-clients-buffered': msg(
    'nginx collects two slow uploads; a worker hears of them once they are complete.',
  ),
  'slow-clients-unbuffered': msg(
    'Two slow uploads hold both workers for as long as they trickle in.',
  ),
  'slow-clients-no-nginx': msg('The same without nginx: whoever is slow holds a worker.'),
  'slow-clients-gthread': msg('The same for threads: each slow upload holds one of eight.'),
  'slow-clients-gevent': msg('The same for greenlets: a slow upload holds next to nothing.'),
  'slow-clients-asgi': msg('The same for an event loop: it reads all of them side by side.'),
  'page-with-files': msg(
    'A browser asks for ten files behind each page, over six connections that it keeps.',
  ),
  'one-row-for-all': msg(
    'Four purchases wait for one row and fill all workers; visitors who want nothing of it wait too.',
  ),
  'reload-under-load': msg('HUP at 3 s: new workers start, old ones finish; does anybody notice?'),
  'busy-minute': msg('Twelve thousand requests on four workers, which are busy 60 % of the time.'),
  'gunicorn-alone': msg(
    'Without nginx the one worker stays with each client until that has closed.',
  ),
  'static-door': msg('Both workers are held for two seconds; files need none of them, pages do.'),
  'keep-alive': msg('Ten requests, one connection: only the first pays for opening it.'),
  'mysql-lock-wait': msg(
    'Buyers get the row in their order; who waits for it longer than 2 s gets an error.',
  ),
  'sqlite-writers': msg(
    'SQLite lets one writer in at a time; some wait too long: database is locked.',
  ),
  'connections-starve': msg(
    'Sixteen threads would keep a connection each, the database has ten: the rest get errors.',
  ),
  'slow-database': msg(
    'Queries take ten times as long for 2 s; the queue that grows outlives that.',
  ),
  'many-queries': msg(
    'A list in one query, and the same in 101: each of them a journey of its own.',
  ),
  'hang-and-timeout': msg(
    'A worker stands still at 2 s and keeps its request; only --timeout ends that, after 3 s.',
  ),
  'database-restarts': msg(
    'Errors for two seconds, then one more from each worker: its old connection is dead.',
  ),
  'database-unplugged': msg(
    'Nobody says no: queries hang, and workers with them. No error, only waiting.',
  ),
  'site-unplugged': msg(
    'Nothing gets through for 1.5 s: no error either, but everybody waits longer than that.',
  ),
  'nginx-restarts': msg(
    'Who is there is cut off, who comes within the second is refused; Gunicorn notices nothing.',
  ),
  'full-backlog-unix': msg('A full waiting room on a unix socket says no at once: 502.'),
  'full-backlog-tcp': msg(
    'A full waiting room on TCP says nothing: the kernel knocks again a second later.',
  ),
  'memory-exhausted': msg(
    'Two reports do not fit: the kernel kills a worker, and with it a request.',
  ),
  'retry-storm': msg('After a burst people give up and ask again: far more requests than people.'),
  'noisy-neighbour': msg(
    'Six other processes compute for 2 s; every answer takes longer meanwhile.',
  ),
  'line-slows-down': msg('Uploads pass straight through to the workers: a slow line holds them.'),
  'two-app-servers': msg('nginx gives every other request to the other app server.'),
  'one-of-two-stops': msg(
    'One stops at 2 s: its requests go to the other one, and nobody gets an error.',
  ),
  'app-far-away': msg(
    'Two round trips to the app server for every request: one of them to connect.',
  ),
  'app-far-away-pooled': msg('nginx keeps its connections: one round trip for most requests.'),
  'waiting-sync': msg('Two at a time: the last of forty waits for twenty seconds.'),
  'waiting-gthread': msg('Eight at a time: the last of forty waits for five seconds.'),
  'waiting-gevent': msg('All at once: waiting holds no worker.'),
  'waiting-asgi': msg('All at once, on an event loop: an async view that waits holds nothing.'),
  'computing-gthread': msg(
    'Four cores, but one interpreter lock: four threads take as long as one after another.',
  ),
  'computing-gevent': msg('Who computes holds the loop: a tiny request waits behind all of them.'),
  'max-requests': msg(
    'Each worker ends after about fifty requests and boots anew; nobody gets an error.',
  ),
  ...APP_SERVERS_WORDS,
  ...WIDE_FRONT_WORDS,
  ...ENCRYPTION_WORDS,
  ...SURPRISES_WORDS,
};

/** A preset's title in the language that is spoken; a scenario made of it keeps the English one. */
export const presetTitle = (name: PresetName): string => t(PRESETS[name].title);

/** What there is to see in a preset, in the language that is spoken. */
export const presetWords = (name: PresetName): string => t(PRESET_WORDS[name]);

/** A preset, resolved. A test reads every one of them, so the result is never a list of problems. */
export function presetScenario(name: PresetName): Scenario {
  return parseScenario(PRESETS[name]) as Scenario;
}
