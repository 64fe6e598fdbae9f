import { msg } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { deedDuring } from '../causes/deeds.ts';
import { nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import type { Life } from '../state/life.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, settingLink } from './whyParts.ts';

/** Why a request waits for the database: a new connection, or a query. */
export function sayDatabase(say: Explanation, m: Moment, life: Life): void {
  const { database, hosts } = m.run.scenario;
  if (database && database.kind !== 'sqlite') {
    const cut = deedDuring(m.run, 'unplugged', [database.host], m.atUs, m.atUs);
    if (cut) {
      const host = hosts[database.host]?.name ?? 'db';
      say.more(
        msg('the host "{host}" of the database is unplugged, so what is sent to it is lost'),
        { host },
        { atUs: cut.fromUs },
      );
      return;
    }
  }
  if (life.query === NONE && database && database.kind !== 'sqlite') {
    if (database.connectUs === null)
      say.more(
        msg(
          'a new connection to the database costs <cost>a password check and a place on the server</cost>',
        ),
        { cost: { setting: 'auth' } },
      );
    else
      say.more(msg('a new connection to the database costs {time}'), {
        time: durationText(database.connectUs + database.rttUs),
      });
    if (database.CONN_MAX_AGEUs === 0)
      say.more(msg(', at every request, because {setting} is 0'), {
        setting: settingLink('CONN_MAX_AGE'),
      });
    return;
  }
  const { route } = circumstances(m.run, life.request);
  const queries = (route.spans ?? []).reduce((sum, span) => sum + span.queries, route.queries);
  const { aProcess, traits } = appProgram(m.run.scenario);
  const places = { number: String(life.query), all: String(queries), view: route.name };
  const link = { atUs: life.databaseUs, request: life.request };
  if (traits.slotsPerProcess === 1)
    say.more(
      msg(
        'query {number} of {all} of "{view}" runs, and {who} waits for its result##who: a gthread worker, a process',
      ),
      { ...places, who: aProcess },
      link,
    );
  else
    say.more(
      msg(
        'query {number} of {all} of "{view}" runs, and its {slot} waits for the result##slot: thread, greenlet',
      ),
      { ...places, slot: nounText(traits.slotWord) },
      link,
    );
  if (m.world.databaseFactor !== 1)
    say.more(msg('; the database is {factor} times as slow now'), {
      factor: m.world.databaseFactor,
    });
}

/** Why the database refused a connection: who has all the places. The world is that of the refusal. */
export function sayRefused(say: Explanation, m: Moment, atUs: number, open: number): void {
  const { database } = m.run.scenario;
  if (!database || database.kind === 'sqlite') return;
  const reserved = database.kind === 'postgresql' ? database.superuser_reserved_connections : 0;
  say.tell(
    msg('the database had no free connection: {setting} leaves {number} ({open} were open).'),
    {
      setting: settingLink('max_connections', { atUs }),
      number: String(database.max_connections - reserved),
      open: String(open),
    },
  );
  const idle = m.world.sessions.filter((s) => s.state === 'idle' && s.request === NONE).length;
  if (idle > 0)
    say.tell(
      msg(
        '{count} of them served nobody: {setting} keeps a connection for each {noun} that has once asked, idle or not.##noun: worker, process',
      ),
      {
        count: String(idle),
        setting: settingLink('CONN_MAX_AGE'),
        noun: nounText(appProgram(m.run.scenario).traits.processWord),
      },
    );
}
