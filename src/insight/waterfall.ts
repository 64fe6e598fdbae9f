import { msg, t } from '../language/t.ts';
import type { EventName } from '../recording/vocabulary.ts';
import { frontEntryOf, frontTraitsOf } from '../scenario/servers/fronts.ts';
import { nounText } from './nouns.ts';
import { spanWord } from './plainWords.ts';
import { appProgram, holderWord, takerOf } from './programs.ts';
import type { Run, Stretch } from './shapes.ts';
import { circumstances } from './state/circumstances.ts';
import { HANDSHAKES, type Life, lifeOf, NOT_YET } from './state/life.ts';
import { ownMoments } from './state/ownMoments.ts';
import { runIndex } from './state/runIndex.ts';
import { processName } from './state/slotTable.ts';

/**
 * Where the time of a request went, in order of beginning: without `atUs` for its whole recorded life, otherwise as far
 * as it has come by then. Stretches may overlap (the client still reads while the worker lingers); none is empty.
 */
export function waterfall(run: Run, request: number, atUs: number = run.endUs): Stretch[] {
  const count = run.countUntil(atUs);
  const life = lifeOf(run, runIndex(run), request, count);
  if (life.count === 0) return [];
  const stretches: Stretch[] = [];
  const over = life.endUs;
  /** A stretch from one moment to the first that has come of the others; open while none has. */
  const add = (
    key: Stretch['key'],
    label: string,
    fromUs: number,
    holdsWorker: boolean,
    ...ends: number[]
  ): void => {
    if (fromUs === NOT_YET) return;
    const come = ends.filter((u) => u !== NOT_YET && u >= fromUs);
    const untilUs = come.length > 0 ? Math.min(...come) : null;
    if (untilUs === null || untilUs > fromUs)
      stretches.push({ key, label, fromUs, untilUs, holdsWorker, depth: 0 });
  };
  const { front } = run.scenario;
  const app = appProgram(run.scenario);
  const holder = nounText(holderWord(app));
  const planned =
    life.sendUs !== NOT_YET && life.sendOverUs >= 0 ? life.sendUs + life.sendOverUs : NOT_YET;
  const sentUs = planned <= atUs ? planned : NOT_YET;

  add('connect', t('connecting'), life.startUs, false, life.connectedUs, over);
  add('tls', handshakeLabel(life), life.tlsUs, false, life.securedUs, over);
  if (front) {
    add(
      'send',
      t('request head to {front}', { front: frontEntryOf(front).name }),
      life.sendUs,
      false,
      life.headUs,
      over,
    );
    if (frontTraitsOf(front, run.scenario.app).requestBufferBytes > 0)
      add(
        'buffer',
        t('{front} collects the body', { front: frontEntryOf(front).name }),
        life.bodyUs,
        false,
        life.bufferedUs,
        over,
      );
  } else add('send', t('sending the request'), life.sendUs, false, sentUs, life.receivedUs, over);
  for (const tried of triesOf(run, request, count)) stretches.push(tried);
  const pooled = poolingOf(run, request, count);
  add(
    'queue',
    t('waiting for {taker}', { taker: takerOf(app) }),
    life.queuedUs,
    false,
    pooled?.fromUs ?? NOT_YET,
    life.takenUs,
  );
  if (pooled)
    add(
      'pool',
      t('waiting for a thread of {process}', { process: processName(run, pooled.process) }),
      pooled.fromUs,
      false,
      pooled.untilUs ?? NOT_YET,
    );
  add(
    'read',
    t('{holder} reads the request', { holder }),
    life.takenUs,
    true,
    life.receivedUs,
    life.viewUs,
    life.releasedUs,
  );
  for (const part of viewParts(run, request, life, count)) stretches.push(part);
  for (const span of spansOf(run, request, life, count)) stretches.push(span);
  add(
    'write',
    t('{holder} writes the answer', { holder }),
    life.writingUs,
    true,
    life.writtenUs,
    life.releasedUs,
  );
  add(
    'linger',
    t('{holder} waits for the client to close', { holder }),
    life.lingerUs,
    true,
    life.releasedUs,
  );
  if (life.staticUs !== NOT_YET)
    add(
      'static',
      t('file door of {server}##a front server gives a file by itself', {
        server: front ? frontEntryOf(front).name : t('the server##the only process there is'),
      }),
      life.headUs,
      false,
      life.staticUs,
    );
  const departUs = Math.max(
    life.staticUs,
    life.heldByFrontUs,
    life.frontAnsweredUs,
    front ? NOT_YET : life.writingUs,
  );
  const answerUs = departUs === NOT_YET ? life.begunUs : departUs;
  add('receive', t('answer to the client'), answerUs, false, over);
  return stretches.sort((a, b) => a.fromUs - b.fromUs || a.depth - b.depth);
}

/** How its connection was secured, where it opened one. */
function handshakeLabel({ handshake }: Life): string {
  const kind = HANDSHAKES[handshake];
  if (kind === 'resumed') return t('TLS handshake, resumed');
  return kind === 'early' ? t('TLS handshake, request along') : t('TLS handshake');
}

/** The view, cut where it waits for the database or for a row of it. */
function viewParts(run: Run, request: number, life: Life, count: number): Stretch[] {
  if (life.viewUs === NOT_YET) return [];
  const endUs =
    life.leftUs !== NOT_YET ? life.leftUs : life.releasedUs === NOT_YET ? null : life.releasedUs;
  const parts: Stretch[] = [];
  let fromUs = life.viewUs;
  let key: 'view' | 'database' | 'lock' = 'view';
  const cut = (untilUs: number | null): void => {
    if (untilUs === null || untilUs > fromUs)
      parts.push({ key, label: t(PART_WORDS[key]), fromUs, untilUs, holdsWorker: true, depth: 0 });
  };
  for (const e of ownMoments(run, request, count)) {
    const next = PARTS[e.name];
    if (!next || next === key || e.at < life.viewUs) continue;
    cut(e.at);
    fromUs = e.at;
    key = next;
  }
  cut(endUs);
  return parts;
}

const PART_WORDS = {
  view: msg('in the view'),
  database: msg('waiting for the database'),
  lock: msg('waiting for a row'),
};

/** What begins with each of these words. */
const PARTS: { readonly [K in EventName]?: keyof typeof PART_WORDS } = {
  'session/connecting': 'database',
  'query/started': 'database',
  'lock/waiting': 'lock',
  'lock/taken': 'database',
  'lock/timedOut': 'database',
  'query/finished': 'view',
  'query/failed': 'view',
  'session/refused': 'view',
};

/** The named parts of the route, within the view. */
function spansOf(run: Run, request: number, life: Life, count: number): Stretch[] {
  const { spans } = circumstances(run, request).route;
  const found: Stretch[] = [];
  let open: { index: number; fromUs: number } | null = null;
  const close = (untilUs: number | null): void => {
    const span = open && spans[open.index];
    if (open && span && (untilUs === null || untilUs > open.fromUs))
      found.push({
        key: 'span',
        label: t('{kind} {name}##a part of a view: template cart', {
          kind: spanWord(span.kind),
          name: span.name,
        }),
        fromUs: open.fromUs,
        untilUs,
        holdsWorker: true,
        depth: 1,
      });
    open = null;
  };
  for (const e of ownMoments(run, request, count)) {
    if (e.name !== 'span/entered' && e.name !== 'span/left') continue;
    close(e.at);
    if (e.name === 'span/entered') open = { index: e.arg, fromUs: e.at };
  }
  close(
    life.leftUs !== NOT_YET ? life.leftUs : life.releasedUs !== NOT_YET ? life.releasedUs : null,
  );
  return found;
}

/** When it was in the own queue of a process: from the first time until a thread had it or its process was gone. */
function poolingOf(
  run: Run,
  request: number,
  count: number,
): { process: number; fromUs: number; untilUs: number | null } | null {
  let found: { process: number; fromUs: number; untilUs: number | null } | null = null;
  for (const e of ownMoments(run, request, count)) {
    if (e.name === 'connection/pooled') found = { process: e.actor, fromUs: e.at, untilUs: null };
    else if (found && found.untilUs === null && LEAVES_POOL.has(e.name)) found.untilUs = e.at;
  }
  return found;
}

const LEAVES_POOL = new Set<EventName>([
  'worker/accepted',
  'connection/parked',
  'connection/expired',
  'worker/exited',
]);

/** What app servers did with it before nginx sent it to another one. */
function triesOf(run: Run, request: number, count: number): Stretch[] {
  const found: Stretch[] = [];
  let fromUs = NOT_YET;
  let server = 0;
  for (const e of ownMoments(run, request, count)) {
    if (e.name === 'upstream/chosen') {
      fromUs = e.at;
      server = e.actor;
    } else if (e.name === 'upstream/retried' && fromUs !== NOT_YET) {
      if (e.at > fromUs)
        found.push({
          key: 'tried',
          label: t('app server {number}, in vain', { number: String(server + 1) }),
          fromUs,
          untilUs: e.at,
          holdsWorker: false,
          depth: 0,
        });
      fromUs = NOT_YET;
    }
  }
  return found;
}
