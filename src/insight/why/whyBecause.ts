import { msg, t } from '../../language/t.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { aNounText, nounsCounted, nounText } from '../nouns.ts';
import { bytesText, durationText, requestName } from '../plainWords.ts';
import {
  type AppProgram,
  appProgram,
  articleOf,
  frontProgram,
  processLimit,
  runsInLoop,
} from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { processName } from '../state/slotTable.ts';
import { answerBytes } from '../state/transfer.ts';
import { sayBooting, sayNobodyRestarts } from './whyBooting.ts';
import { sayAnswerKept, saySending } from './whyClient.ts';
import { sayDatabase } from './whyDatabase.ts';
import {
  doing,
  type Holding,
  holdingAt,
  type Moment,
  rivals,
  syncThreadHolder,
} from './whyHeld.ts';
import { sayLock } from './whyLocks.ts';
import { type Explanation, named, piece } from './whyParts.ts';
import { computes, timeoutSees, whileSleeping } from './whyShared.ts';

/** Why a cause keeps a worker: the setting or fact behind it, as a clause without its full stop. */
export const because = (m: Moment, h: Holding): Explanation =>
  piece((say) => sayBecause(say, m, h));

function sayBecause(say: Explanation, m: Moment, h: Holding): void {
  const { life, cause, worker: w } = h;
  const app = appProgram(m.run.scenario);
  const noun = nounText(app.traits.processWord);
  if (cause === 'paused') {
    say.more(
      msg(
        'its {noun} was made to stand still by SIGSTOP, until SIGCONT lets it go on##noun: worker, process',
      ),
      { noun },
    );
    return;
  }
  if (!life) {
    if (cause === 'booting') sayBooting(say, m, w);
    else {
      say.more(msg('{who} that has ended serves nobody##who: a worker, a process'), {
        who: aNounText(app.traits.processWord),
      });
      if (cause === 'gone') sayNobodyRestarts(say, app);
    }
    return;
  }
  switch (cause) {
    case 'sending':
      saySending(say, m, life);
      return;
    case 'reading':
      sayReading(say, m, life);
      return;
    case 'lingering':
      sayLingering(say, m, h);
      return;
    case 'kept':
      sayKept(say, app);
      return;
    case 'database':
      sayDatabase(say, m, life);
      return;
    case 'lock':
      sayLock(say, m, life);
      return;
    case 'hanging':
      sayHanging(say, m, life);
      return;
    case 'interpreter':
      sayInterpreter(say, m, h);
      return;
    case 'syncThread':
      saySyncThread(say, m, h);
      return;
    default:
      sayBusy(say, m, h);
  }
}

/** An answer is larger than what anybody takes over. */
function sayReading(say: Explanation, m: Moment, life: Life): void {
  const front = frontProgram(m.run.scenario);
  const size = bytesText(answerBytes(life, m.run.seed(life.request)));
  if (front) sayAnswerKept(say, front, size);
  else
    say.more(
      msg(
        'an answer of {size} is larger than the socket buffers, so send() blocks, and no front server takes it over',
      ),
      { size },
      { setting: 'front', atUs: life.writingUs, request: life.request },
    );
}

function sayLingering(say: Explanation, m: Moment, { life, worker: w }: Holding): void {
  const front = frontProgram(m.run.scenario);
  say.more(
    msg('{app} waits up to 2 s for the other side to close its connection'),
    { app: appProgram(m.run.scenario).release },
    { atUs: life?.lingerUs ?? null, request: life?.request ?? null, worker: w.worker },
  );
  if (!front)
    say.more(msg(', and no front server is there to close at once'), {}, { setting: 'front' });
  else if (front.isOff('takesAnswers'))
    say.more(msg(', and {front} cannot while it has not read the rest: {setting} is off'), {
      front: front.name,
      setting: named(front.called('takesAnswers'), ''),
    });
}

/** It waits for the next request of a connection: for KeepAliveTimeout, or until its client closes it. */
function sayKept(say: Explanation, app: AppProgram): void {
  const { keepaliveUs } = app.traits.limits;
  const places = {
    slot: aNounText(app.traits.slotWord),
    app: app.name,
    time: durationText(keepaliveUs),
  };
  const setting = app.called('keepalive');
  if (!Number.isFinite(keepaliveUs))
    say.more(
      msg(
        '{slot} of {app} waits itself for the next request of a connection, until its client closes it, and deals with nobody else meanwhile##slot: a thread, a worker',
      ),
      places,
    );
  else if (setting)
    say.more(
      msg(
        '{slot} of {app} waits itself for the next request of a connection, for {setting} ({time}), and deals with nobody else meanwhile##slot: a thread, a worker',
      ),
      { ...places, setting: named(setting, '') },
    );
  else
    say.more(
      msg(
        '{slot} of {app} waits itself for the next request of a connection, for {time}, and deals with nobody else meanwhile##slot: a thread, a worker',
      ),
      places,
    );
}

function saySyncThread(say: Explanation, m: Moment, { worker: w }: Holding): void {
  say.more(msg('{django} runs all sync code of a process in one thread'), {
    django: { text: 'Django 3.2', setting: 'django' },
  });
  const holder = syncThreadHolder(m, w);
  if (holder)
    say.more(msg(', and {request} has it ({doing})##doing: in the view "x"'), {
      request: {
        text: requestName(holder.request),
        request: holder.request,
        worker: holder.worker,
      },
      doing: doing(m, holdingAt(m, holder)),
    });
}

/** What ends a view that never returns: a limit on its process, where that can be seen at all. */
function sayHanging(say: Explanation, m: Moment, life: Life): void {
  const app = appProgram(m.run.scenario);
  const { route } = circumstances(m.run, life.request);
  const limit = processLimit(app);
  if (limit === null) {
    const off = app.called('heartbeat') ?? app.called('requestLimit');
    if (off)
      say.more(msg('its view never returns; {setting} is 0, so nothing ends it'), {
        setting: named(off, ''),
      });
    else
      say.more(
        msg('its view never returns; nothing ends it: {app} has no limit on what a request takes'),
        { app: app.name },
      );
    return;
  }
  const limitName = named(limit.name, t('a limit'));
  if (timeoutSees(app, route)) {
    say.more(msg('its view never returns; only {limit} ({time}) ends it'), {
      limit: limitName,
      time: durationText(limit.us),
    });
    return;
  }
  const kind = app.called('kind');
  if (kind)
    say.more(
      msg(
        'its view never returns; {limit} never ends it: {article, select, an {an} other {a}} {kind} {noun} shows that it lives from its main loop, and that goes on##kind: gthread; noun: worker',
      ),
      {
        limit: limitName,
        article: articleOf(app.kind),
        kind: { text: app.kind, setting: kind.key },
        noun: nounText(app.traits.processWord),
      },
    );
  else
    say.more(
      msg(
        'its view never returns; {limit} never ends it: {who} shows that it lives from its main loop, and that goes on##who: a process',
      ),
      { limit: limitName, who: app.aProcess },
    );
}

/** Several slots of one process compute: Python lets one of them at a time. */
function sayInterpreter(say: Explanation, m: Moment, { life, worker: w }: Holding): void {
  const app = appProgram(m.run.scenario);
  const others = rivals(m, w);
  const shown = others.slice(0, 3);
  say.more(
    msg(
      '{requests}{more, select, none {} other { and {more} more}} {count, plural, one {computes} other {compute}} in {process} at the same time, and ',
    ),
    {
      requests: shown.map((o) => requestName(o.request)).join(', '),
      more: others.length > shown.length ? String(others.length - shown.length) : 'none',
      count: others.length,
      process: processName(m.run, w.process),
    },
    { request: shown[0]?.request ?? life?.request ?? null, worker: w.worker },
  );
  const hasThreads =
    !app.traits.loopRunsViews || !runsInLoop(app, circumstances(m.run, w.request).route.isAsync);
  if (hasThreads)
    say.more(
      msg("Python's interpreter lock (GIL) lets one thread of a process run at a time"),
      {},
      { setting: app.called('slots')?.key ?? null },
    );
  else
    say.more(
      msg(
        '{slot} gives way only when it waits: who computes stops all others of its process##slot: a greenlet, a task',
      ),
      { slot: aNounText(app.traits.slotWord) },
      { setting: app.called('kind')?.key ?? null },
    );
}

function sayBusy(say: Explanation, m: Moment, { life, worker: w }: Holding): void {
  if (!life) return;
  const { app, hosts } = m.run.scenario;
  const program = appProgram(m.run.scenario);
  const { route } = circumstances(m.run, life.request);
  const { waitUs } = m.run.seed(life.request);
  const part = route.spans?.[w.span];
  const link = {
    atUs: life.viewUs === NOT_YET ? life.takenUs : life.viewUs,
    request: life.request,
  };
  const what = part
    ? t('the part "{part}" of the view "{view}"', { part: part.name, view: route.name })
    : t('the view "{view}"', { view: route.name });
  const sleepsUs = part ? part.waitUs : waitUs;
  const cpuUs = part ? part.cpuUs : route.cpuUs;
  if (sleepsUs > cpuUs) {
    say.more(
      msg('{what} sleeps {time}, and {meanwhile}##what: the view "x"'),
      { what, time: durationText(sleepsUs), meanwhile: whileSleeping(program, route) },
      link,
    );
    return;
  }
  const computing = new Set(m.world.workers.filter((o) => computes(m, o)).map((o) => o.process))
    .size;
  const cores = hosts[hostOf(app)]?.cores ?? 1;
  say.more(
    msg('{what} needs {time} of its own##what: the view "x"'),
    { what, time: durationText(cpuUs + sleepsUs) },
    link,
  );
  if (computing > cores)
    say.more(
      msg(
        ', and {processes} share {cores, plural, one {# core} other {# cores}}##processes: 3 workers',
      ),
      { processes: nounsCounted(computing, program.traits.processWord), cores },
      { setting: 'cores' },
    );
}
