import { NONE } from '../../recording/vocabulary.ts';
import { deedDuring } from '../causes/deeds.ts';
import { durationText } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import type { Life } from '../state/life.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Why a request waits for the database: a new connection, or a query. */
export function sayDatabase(say: Explanation, m: Moment, life: Life): void {
  const { database, hosts } = m.run.scenario;
  if (database && database.kind !== 'sqlite') {
    const cut = deedDuring(m.run, 'unplugged', [database.host], m.atUs, m.atUs);
    if (cut) {
      const host = hosts[database.host]?.name ?? 'db';
      say.say(`the host "${host}" of the database is unplugged, so what is sent to it is lost`, {
        atUs: cut.fromUs,
      });
      return;
    }
  }
  if (life.query === NONE && database && database.kind !== 'sqlite') {
    say.say('a new connection to the database costs ');
    if (database.connectUs === null)
      say.say('a password check and a place on the server', { setting: 'auth' });
    else say.say(durationText(database.connectUs + database.rttUs));
    if (database.CONN_MAX_AGEUs === 0)
      say
        .say(', at every request, because ')
        .say('CONN_MAX_AGE', { setting: 'CONN_MAX_AGE' })
        .say(' is 0');
    return;
  }
  const { route } = circumstances(m.run, life.request);
  const queries = (route.spans ?? []).reduce((sum, span) => sum + span.queries, route.queries);
  const { aProcess, traits } = appProgram(m.run.scenario);
  const waits =
    traits.slotsPerProcess === 1
      ? `${aProcess} waits for its result`
      : `its ${traits.slotWord} waits for the result`;
  say.say(`query ${life.query} of ${queries} of "${route.name}" runs, and ${waits}`, {
    atUs: life.databaseUs,
    request: life.request,
  });
  if (m.world.databaseFactor !== 1)
    say.say(`; the database is ${m.world.databaseFactor} times as slow now`);
}

/** Why the database refused a connection: who has all the places. The world is that of the refusal. */
export function sayRefused(say: Explanation, m: Moment, atUs: number, open: number): void {
  const { database } = m.run.scenario;
  if (!database || database.kind === 'sqlite') return;
  const reserved = database.kind === 'postgresql' ? database.superuser_reserved_connections : 0;
  say
    .say('the database had no free connection: ')
    .say('max_connections', { atUs, setting: 'max_connections' })
    .say(` leaves ${database.max_connections - reserved} (${open} were open).`);
  const idle = m.world.sessions.filter((s) => s.state === 'idle' && s.request === NONE).length;
  if (idle > 0)
    say
      .say(` ${idle} of them served nobody: `)
      .say('CONN_MAX_AGE', { setting: 'CONN_MAX_AGE' })
      .say(
        ` keeps a connection for each ${appProgram(m.run.scenario).traits.processWord} that has once asked, idle or not.`,
      );
}
