import { EVENT } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import type { Run, WireMessage } from '../shapes.ts';
import type { Journey } from './wireEvents.ts';
import {
  type Column,
  type Frame,
  fatal,
  hexDump,
  query,
  refusalText,
  rows,
  sslRefused,
  sslRequest,
  startupMessage,
  terminate,
  timeZoneSet,
  welcome,
} from './wirePostgres.ts';

const PRODUCT: readonly Column[] = [
  ['id', 20, 8],
  ['name', 1043, -1],
  ['price', 1700, -1],
];
const CATEGORY: readonly Column[] = [
  ['id', 20, 8],
  ['name', 1043, -1],
];

/** The SQL of the `number`th query (from 0) of a view, as Django's ORM writes it, and what comes back. */
function sqlOf(route: Route, bodyBytes: number, number: number): { sql: string; answer: Frame[] } {
  if (number === 0 && route.method !== 'GET')
    return {
      sql: `INSERT INTO "shop_photo" ("name", "size") VALUES ('photo.jpg', ${bodyBytes}) RETURNING "shop_photo"."id"`,
      answer: rows([['id', 20, 8]], [['117']], 'INSERT 0 1'),
    };
  if (number === 0)
    return {
      sql: 'SELECT "shop_product"."id", "shop_product"."name", "shop_product"."price" FROM "shop_product" ORDER BY "shop_product"."id" ASC LIMIT 3',
      answer: rows(
        PRODUCT,
        [
          ['1', 'Teapot', '24.00'],
          ['2', 'Cup', '6.50'],
          ['3', 'Tray', '18.00'],
        ],
        'SELECT 3',
      ),
    };
  return {
    sql: `SELECT "shop_category"."id", "shop_category"."name" FROM "shop_category" WHERE "shop_category"."id" = ${number} LIMIT 21`,
    answer: rows(CATEGORY, [[String(number), 'Tableware']], 'SELECT 1'),
  };
}

/** Frames as text: a line for people for each, then all their bytes. */
function framesText(frames: readonly Frame[]): { text: string; bytes: number } {
  const bytes = frames.flatMap((frame) => frame.bytes);
  const words = frames.map(
    ({ words: w, bytes: b }) => `${w}  (${b.length} byte${b.length === 1 ? '' : 's'})`,
  );
  return { text: `${words.join('\n')}\n\n${hexDump(bytes)}`, bytes: bytes.length };
}

/** What Django and PostgreSQL say to each other for this request, by `atUs`. */
export function databaseMessages(
  run: Run,
  journey: Journey,
  route: Route,
  bodyBytes: number,
  atUs: number,
): WireMessage[] {
  const messages: WireMessage[] = [];
  const add = (
    hop: WireMessage['hop'],
    fromUs: number,
    untilUs: number | null,
    frames: Frame[],
  ): void => {
    const { text, bytes } = framesText(frames);
    if (fromUs <= atUs) messages.push({ hop, atUs: fromUs, untilUs, bytes, text });
  };
  const ask = (at: number, ...frames: Frame[]): void => add('Django → PostgreSQL', at, at, frames);
  const tell = (at: number, ...frames: Frame[]): void => add('PostgreSQL → Django', at, at, frames);
  const closedAt = (at: number, text: string): void => {
    if (at <= atUs)
      messages.push({ hop: 'PostgreSQL → Django', atUs: at, untilUs: at, bytes: 0, text });
  };
  const limit = run.scenario.database?.max_connections ?? 100;
  let number = 0;
  for (const event of journey.events) {
    switch (event.name) {
      case 'session/connecting':
        if (!isDatabaseUp(run, event.at)) break;
        ask(event.at, sslRequest());
        tell(event.at, sslRefused());
        ask(event.at, startupMessage('shop', 'shop'));
        break;
      case 'session/connected':
        tell(event.at, ...welcome(backendPid(event.actor)));
        ask(event.at, query("SET TIME ZONE 'UTC'"));
        tell(event.at, ...timeZoneSet());
        break;
      case 'session/refused':
        if (isDatabaseUp(run, event.at))
          tell(event.at, fatal('53300', refusalText(event.arg, limit)));
        else closedAt(event.at, 'connection refused: nothing listens there');
        break;
      case 'query/started':
        ask(event.at, query(sqlOf(route, bodyBytes, number).sql));
        break;
      case 'query/finished':
        tell(event.at, ...sqlOf(route, bodyBytes, number).answer);
        number += 1;
        break;
      case 'query/failed':
        tell(event.at, fatal('57P01', 'terminating connection due to administrator command'));
        break;
      case 'session/closed':
        ask(event.at, terminate());
        break;
    }
  }
  return messages;
}

const turns = new WeakMap<Run, readonly { readonly at: number; readonly up: boolean }[]>();

/** Whether the database takes connections at a moment: a script may have stopped it. */
export function isDatabaseUp(run: Run, atUs: number): boolean {
  let known = turns.get(run);
  if (!known) {
    const found: { at: number; up: boolean }[] = [];
    for (let i = 0; i < run.length; i++) {
      const type = run.type(i);
      if (type === EVENT['database/stopped']) found.push({ at: run.at(i), up: false });
      if (type === EVENT['database/started']) found.push({ at: run.at(i), up: true });
    }
    known = found;
    turns.set(run, known);
  }
  return known.findLast(({ at }) => at <= atUs)?.up ?? true;
}

/** Process id of the backend that serves a session. */
export function backendPid(session: number): number {
  return 31_443 + Math.max(0, session);
}
