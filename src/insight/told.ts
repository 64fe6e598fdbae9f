import { t } from '../language/t.ts';
import { type EventName, NONE } from '../recording/vocabulary.ts';
import { entryOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf, frontTraitsOf } from '../scenario/servers/fronts.ts';
import { nounText } from './nouns.ts';
import { durationText, requestName, spanWord } from './plainWords.ts';
import { appProgram, holderWord } from './programs.ts';
import type { Run } from './shapes.ts';
import type { Circumstances } from './state/circumstances.ts';
import { processName as nameOf } from './state/slotTable.ts';
import type { World } from './state/world.ts';
import { rowName } from './state/worldSessions.ts';
import { frameworkOf } from './wire/wireNames.ts';

/** What a sentence may speak of. */
export interface Told {
  readonly run: Run;
  readonly index: number;
  readonly at: number;
  readonly request: number;
  readonly actor: number;
  readonly arg: number;
  /** The world just after the event. */
  readonly world: World;
  /** Circumstances of the request. Only for words that have one. */
  readonly of: Circumstances;
  /** `worker 2 (pid 102)`, `thread 3 of worker 2 (pid 102)`. */
  readonly who: string;
}

/** Sentences of some words of the vocabulary. */
export type Sentences<Name extends EventName> = { readonly [K in Name]: (e: Told) => string };

/** How long something takes, for messages that choose by it: `none` where it happens at once, `never` where it does not end. */
export const timeOf = (us: number): string =>
  us < 0 ? 'never' : us === 0 ? 'none' : durationText(us);

/** A number as it stands, without commas between its thousands. */
export const plain = String;

/** What the app is written in. */
export const frameworkIn = ({ run }: Told): string => frameworkOf(run.scenario.app);

/** What a request holds, such as `worker`. */
export const holderOf = (e: Told): string => nounText(holderWord(appOf(e)));

/** How its app server is spoken of. */
export const appOf = ({ run }: Told) => appProgram(run.scenario);

/** `worker 2 (pid 102)`, of an event whose actor is a process. */
export function processName(e: Told): string {
  return nameOf(e.run, Math.max(0, e.actor), e.world.processes[e.actor]?.pid);
}

/** `nginx`. */
export function frontName({ run }: Told): string {
  return run.scenario.front === null
    ? t('the front server')
    : frontEntryOf(run.scenario.front).name;
}

/** Who starts processes and watches them. */
export function masterName({ run }: Told): string {
  const { app } = run.scenario;
  return app.kind === 'gunicorn' ? t('the arbiter') : entryOf(app).name;
}

/** The same by the name of the program: `Gunicorn's arbiter of app server 2`. */
export function appMaster(e: Told): string {
  const app = entryOf(e.run.scenario.app).name;
  return onServer(
    e.run.scenario.app.kind === 'gunicorn' ? t("{app}'s arbiter", { app }) : app,
    e.actor,
    e,
  );
}

/** `Gunicorn`, or with several app servers `Gunicorn of app server 2`. */
export function appName(instance: number, e: Told): string {
  return onServer(entryOf(e.run.scenario.app).name, instance, e);
}

function onServer(name: string, instance: number, e: Told): string {
  const number = serverNumber(instance, e);
  return number === 'none' ? name : t('{name} of app server {number}', { name, number });
}

/** `2` of several app servers, `none` where there is one. */
export function serverNumber(instance: number, { run }: Told): string {
  return run.scenario.app.instances > 1 ? String(Math.max(0, instance) + 1) : 'none';
}

/** The front server waits for the whole of this body. */
export function collects({ run, request }: Told): boolean {
  const { front, app } = run.scenario;
  const collected = front === null ? -1 : frontTraitsOf(front, app).requestBufferBytes;
  return collected >= run.seed(request).bodyBytes;
}

/** `ORM query “load cart”`: a part of a view. */
export function spanText(e: Told): string {
  const span = e.of.route.spans[e.arg];
  if (!span) return t('part##of a view');
  if (span.name === span.kind) return span.kind;
  return t('{kind} “{name}”##a part of a view: template “cart”', {
    kind: spanWord(span.kind),
    name: span.name,
  });
}

/** Who holds the row that a request waits for, or `none`. */
export function holderName(e: Told): string {
  const row = rowName(e.run, e.request);
  const holder = e.world.locks.find((l) => l.row === row)?.request ?? NONE;
  return holder === NONE ? 'none' : requestName(holder);
}

/** `location /static/ (a file)`: a line of nginx.conf, and what it does. */
export function locationText(e: Told): string {
  const l = e.run.scenario.front?.locations[e.arg];
  if (!l) return t('a location##of nginx.conf');
  const rule = `location ${l.modifier === '' ? '' : `${l.modifier} `}${l.match}`;
  if (l.does === 'static') return t('{rule} (a file)', { rule });
  return l.does === 'proxy'
    ? t('{rule} (for the app server)', { rule })
    : t('{rule} (answers {status})', { rule, status: String(l.status) });
}

export const hostName = (e: Told): string =>
  t('host “{name}”', { name: e.run.scenario.hosts[e.actor]?.name ?? String(e.actor + 1) });

/** Name of a population. */
export const clientsName = ({ run }: Told, population: number): string =>
  run.scenario.clients[population]?.name ?? t('clients');
