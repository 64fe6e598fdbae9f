import { t } from '../language/t.ts';
import type { EventName } from '../recording/vocabulary.ts';
import { durationText } from './plainWords.ts';
import { rowName } from './state/worldSessions.ts';
import { frameworkIn, holderName, plain, type Sentences, timeOf } from './told.ts';

/** What is said of the database, its sessions and its rows. */
export const DATABASE_SENTENCES = {
  'session/connecting': (e) => t('{who} opens a connection to the database.', { who: e.who }),
  'session/connected': (e) =>
    t('the database connection stands; {open, plural, one {# session} other {# sessions}} open.', {
      open: e.arg,
    }),
  'session/refused': (e) =>
    t('the database refuses: too many connections ({open} open).', { open: plain(e.arg) }),
  'session/closed': (e) =>
    t('the database connection is closed; {open} still open.', { open: plain(e.arg) }),
  'query/started': (e) =>
    t('{framework} sends query {number} to the database.', {
      framework: frameworkIn(e),
      number: plain(e.arg),
    }),
  'query/finished': (e) => t('the result of query {number} is back.', { number: plain(e.arg) }),
  'query/failed': () => t('the query fails: the connection to the database is lost.'),
  'database/stopped': (e) =>
    t('the database stops; it will be away for {time}.', { time: durationText(e.arg) }),
  'database/started': () => t('the database is up again.'),
  'database/slowed': (e) =>
    e.arg === 1000
      ? t('the database is back to its own speed.')
      : t('the database becomes {factor} times as slow.', { factor: e.arg / 1000 }),
  'lock/waiting': (e) =>
    t(
      'its query waits for row “{row}”{holder, select, none {} other {, which {holder} holds}}; {waiting, plural, =1 {nobody else waits} other {{waiting} wait}}.',
      { row: rowName(e.run, e.request), holder: holderName(e), waiting: plain(e.arg) },
    ),
  'lock/taken': (e) =>
    t('it has row “{row}”{time, select, none {} other {, after {time}}}.', {
      row: rowName(e.run, e.request),
      time: timeOf(Math.max(0, e.arg)),
    }),
  'lock/released': (e) =>
    t(
      'it lets go of row “{row}”; {waited, plural, =0 {nobody waits for it} other {{waited} waited for it}}.',
      { row: rowName(e.run, e.request), waited: plain(e.arg) },
    ),
  'lock/timedOut': (e) =>
    t('it has waited {time} for row “{row}”: the database gives up on its query.', {
      time: durationText(e.arg),
      row: rowName(e.run, e.request),
    }),
} satisfies Partial<Sentences<EventName>>;
