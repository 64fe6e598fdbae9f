import { msg } from '../../language/t.ts';
import type { PresetName } from '../../scenario/presets.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';
import { LATE_ANSWER, MANY_IN_FLIGHT, NO_LIVE_UPSTREAM } from './writtenSituations.ts';

/** Which world is opened: a preset, a scenario of the gallery's own, a ready-made comparison, or a measured case beside its model. */
export type World =
  | { readonly preset: PresetName }
  | { readonly written: WrittenScenario }
  | { readonly comparison: string }
  | { readonly measured: string };

/** A moment worth seeing, by a name that stays: it stands in file names and in tests. */
export interface Situation {
  readonly key: string;
  /** What happens, as a sentence, marked with `msg`, as its words are. */
  readonly title: string;
  /** What there is to see, in one or two sentences; it stands in for the picture where that is not seen. */
  readonly words: string;
  readonly world: World;
  readonly atUs: number;
  /** The request selected, by index from 0. */
  readonly selected?: number;
  /** The instrument that is open, as in `instruments.tsx`; only where the world is one scenario. It gets most of the height. */
  readonly tab?: string;
  /** What the picture shows: the stage alone, or the whole window. */
  readonly picture: 'stage' | 'window';
}

/** All of them, in the order of the gallery. One registry for the gallery, the documentation and the tests of pictures. */
export const SITUATIONS: readonly Situation[] = [
  {
    key: 'slow-upload',
    title: msg('Two slow uploads hold a whole site'),
    words: msg(
      'Both workers wait for bytes that trickle in from phones, and two visitors in a hurry stand in the backlog. Nobody computes anything.',
    ),
    world: { preset: 'slow-clients-unbuffered' },
    atUs: 2_600_000,
    selected: 2,
    picture: 'window',
  },
  {
    key: 'nginx-collects',
    title: msg('nginx collects the uploads for the workers'),
    words: msg(
      'The same two phones, the same bytes: with request buffering they fill up inside nginx, and both workers are free for everybody else.',
    ),
    world: { preset: 'slow-clients-buffered' },
    atUs: 2_600_000,
    picture: 'stage',
  },
  {
    key: 'static-file',
    title: msg('A file turns round at the door'),
    words: msg(
      'Both workers are busy with long reports, and a page waits for them. The stylesheet does not: nginx answers it by itself.',
    ),
    world: { preset: 'static-door' },
    atUs: 633_000,
    picture: 'stage',
  },
  {
    key: 'row-lock',
    title: msg('Four buyers queue behind one row'),
    words: msg(
      'One purchase has the row, three wait for it inside the database, and each of them takes a worker along. Visitors who want nothing of that row wait too.',
    ),
    world: { preset: 'one-row-for-all' },
    atUs: 420_000,
    selected: 2,
    picture: 'stage',
  },
  {
    key: 'worker-killed',
    title: msg('A worker that hangs is killed'),
    words: msg(
      'For more than three seconds worker 1 has given no sign of life. The arbiter has just killed it; the request that it held will end as a 502.',
    ),
    world: { preset: 'hang-and-timeout' },
    atUs: 6_430_000,
    selected: 69,
    picture: 'stage',
  },
  {
    key: 'late-answer',
    title: msg('nginx gives up, the worker goes on'),
    words: msg(
      'nginx waited for proxy_read_timeout and answered 504. The view knows nothing of it and works on for a client who has left.',
    ),
    world: { written: LATE_ANSWER },
    atUs: 1_560_000,
    selected: 5,
    picture: 'stage',
  },
  {
    key: 'no-live-upstream',
    title: msg('One bad page takes both servers away'),
    words: msg(
      'A page crashed a worker of each app server, nginx counted a failure against both, and now gives 502 to everybody although both are up.',
    ),
    world: { written: NO_LIVE_UPSTREAM },
    atUs: 2_400_000,
    picture: 'stage',
  },
  {
    key: 'full-backlog',
    title: msg('A waiting room with no place left'),
    words: msg(
      'Thirty people come at once. Two are served, nine wait in the backlog, and all others are on their way home with a 502.',
    ),
    world: { preset: 'full-backlog-unix' },
    atUs: 136_000,
    picture: 'stage',
  },
  {
    key: 'page-with-files',
    title: msg('A page and its files over six connections'),
    words: msg(
      'Behind the page a browser asks for ten files, six at a time over connections that it keeps. The waterfall shows the stairs.',
    ),
    world: { preset: 'page-with-files' },
    atUs: 280_000,
    tab: 'requests',
    picture: 'window',
  },
  {
    key: 'threads',
    title: msg('Eight threads wait side by side'),
    words: msg(
      'Two processes with four threads each. Every thread waits for something outside, and those for whom there is none stand in line.',
    ),
    world: { preset: 'waiting-gthread' },
    atUs: 700_000,
    picture: 'stage',
  },
  {
    key: 'greenlets',
    title: msg('Forty greenlets in two processes'),
    words: msg(
      'The same forty visitors at two gevent workers: all of them wait at once, nobody stands in a queue.',
    ),
    world: { preset: 'waiting-gevent' },
    atUs: 700_000,
    picture: 'stage',
  },
  {
    key: 'many-in-flight',
    title: msg('Hundreds in flight, bundled into flows'),
    words: msg(
      'More than three hundred requests at the same moment. What cannot be told apart any more is counted, and the counts add up.',
    ),
    world: { written: MANY_IN_FLIGHT },
    atUs: 2_000_000,
    picture: 'stage',
  },
  {
    key: 'one-of-two-stops',
    title: msg('One of two app servers is gone, nobody notices'),
    words: msg(
      'The second server was stopped. nginx finds it refusing, hands the request to the other one, and leaves it alone for a while.',
    ),
    world: { preset: 'one-of-two-stops' },
    atUs: 3_000_000,
    picture: 'stage',
  },
  {
    key: 'database-restart',
    title: msg('The database is away for two seconds'),
    words: msg(
      'Every login is refused, every page with a query becomes a 500 within milliseconds. Workers are idle: the site is fast and useless.',
    ),
    world: { preset: 'database-restarts' },
    atUs: 2_180_600,
    picture: 'stage',
  },
  {
    key: 'reload',
    title: msg('A new release under load'),
    words: msg(
      'After HUP the old workers have gone before the new ones are up: three processes import the site, and visitors gather in the backlog.',
    ),
    world: { preset: 'reload-under-load' },
    atUs: 3_900_000,
    picture: 'stage',
  },
  {
    key: 'twin-view',
    title: msg('The same second, with nginx and without'),
    words: msg(
      'One traffic, one seed, one clock. On the left nginx collects the photos; on the right both workers wait for phones.',
    ),
    world: { comparison: 'nginx-or-not' },
    atUs: 3_000_000,
    picture: 'window',
  },
  {
    key: 'model-and-reality',
    title: msg('The model beside the real servers'),
    words: msg(
      'A measured case and its simulation in lockstep: two slow uploads through nginx with buffering off. Every difference is listed, in milliseconds.',
    ),
    world: { measured: 'B_C_nginx-buffering-off_sync-w2_body_slow2' },
    atUs: 1_500_000,
    picture: 'window',
  },
  {
    key: 'statechart',
    title: msg('The machine that runs, lit where it is'),
    words: msg(
      'The statechart is drawn from the very machine that the simulation ran. The present state is lit, the last transition marked.',
    ),
    world: { preset: 'slow-clients-unbuffered' },
    atUs: 2_600_000,
    selected: 0,
    tab: 'statechart',
    picture: 'window',
  },
  {
    key: 'waterfall',
    title: msg('The waterfall shows who waited for whom'),
    words: msg(
      'Eight buyers want one row of MySQL. Every bar has a longer stretch of waiting for it than the one before, until waiting ends in an error.',
    ),
    world: { preset: 'mysql-lock-wait' },
    atUs: 2_700_000,
    selected: 3,
    tab: 'requests',
    picture: 'window',
  },
  {
    key: 'config',
    title: msg('The deployment as real configuration files'),
    words: msg(
      'nginx.conf, gunicorn.conf.py and Django’s settings of what is on the stage, to read, to change and to take along; files of your own go in the same way.',
    ),
    world: { preset: 'two-app-servers' },
    atUs: 1_000_000,
    tab: 'config',
    picture: 'window',
  },
  {
    key: 'apache-passes-on',
    title: msg('Apache passes a slow body on'),
    words: msg(
      'Apache has the heads of both uploads, and hands the bodies to mod_wsgi’s daemon processes as they trickle in: both processes wait for phones.',
    ),
    world: { preset: 'servers-apache-daemon' },
    atUs: 2_600_000,
    picture: 'stage',
  },
  {
    key: 'poisoned-upstreams',
    title: msg('One page takes both app servers down'),
    words: msg(
      'A GET that kills its worker was tried on both app servers. nginx now leaves both alone for ten seconds, and everybody gets 502 from workers that are idle.',
    ),
    world: { preset: 'poison-get' },
    atUs: 4_000_000,
    picture: 'stage',
  },
  {
    key: 'nobody-restarts',
    title: msg('A development server has died, and nobody restarts it'),
    words: msg(
      'One request ended the process, and runserver is one process. Whoever comes now is refused at the door.',
    ),
    world: { preset: 'runserver-crash' },
    atUs: 2_500_000,
    picture: 'stage',
  },
  {
    key: 'cache-lock',
    title: msg('One fetches, the others wait for the cache'),
    words: msg(
      'With proxy_cache_lock one request is at the app server. The others wait inside nginx, which looks again every half second.',
    ),
    world: { preset: 'cache-lock' },
    atUs: 230_000,
    picture: 'stage',
  },
  {
    key: 'thirty-files',
    title: msg('Thirty files over one connection'),
    words: msg(
      'HTTP/2 asks for all files of the page at once, over the connection that the page came by.',
    ),
    world: { preset: 'thirty-files-http2' },
    atUs: 370_000,
    picture: 'stage',
  },
  {
    key: 'five-fronts',
    title: msg('Five front servers, two app hosts, one database'),
    words: msg(
      'A balancer spreads connections over five front servers; each of them shares requests out to both app hosts.',
    ),
    world: { preset: 'five-fronts' },
    atUs: 1_500_000,
    picture: 'window',
  },
];
