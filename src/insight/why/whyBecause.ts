import { hostOf } from '../../scenario/servers/hosts.ts';
import { bytesText, countText, durationText, requestName } from '../plainWords.ts';
import {
  type AppProgram,
  appProgram,
  frontProgram,
  many,
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
import { Explanation } from './whyParts.ts';
import { computes, timeoutSees, whileSleeping } from './whyShared.ts';

/** Why a cause keeps a worker: the setting or fact behind it, as a clause without its full stop. */
export function sayBecause(say: Explanation, m: Moment, h: Holding): void {
  const { life, cause, worker: w } = h;
  const front = frontProgram(m.run.scenario);
  const app = appProgram(m.run.scenario);
  const { processWord } = app.traits;
  if (cause === 'paused') {
    say.say(`its ${processWord} was made to stand still by SIGSTOP, until SIGCONT lets it go on`);
    return;
  }
  if (!life) {
    if (cause === 'booting') sayBooting(say, m, w);
    else {
      say.say(`a ${processWord} that has ended serves nobody`);
      if (cause === 'gone') sayNobodyRestarts(say, app);
    }
    return;
  }
  const seed = m.run.seed(life.request);
  switch (cause) {
    case 'sending':
      saySending(say, m, life);
      return;
    case 'reading': {
      const size = bytesText(answerBytes(life, seed));
      if (!front)
        say.say(
          `an answer of ${size} is larger than the socket buffers, so send() blocks, and no front server takes it over`,
          { setting: 'front', atUs: life.writingUs, request: life.request },
        );
      else sayAnswerKept(say, front, size);
      return;
    }
    case 'lingering':
      say.say(`${app.release} waits up to 2 s for the other side to close its connection`, {
        atUs: life.lingerUs,
        request: life.request,
        worker: w.worker,
      });
      if (!front) say.say(', and no front server is there to close at once', { setting: 'front' });
      else if (front.isOff('takesAnswers')) {
        say
          .say(`, and ${front.name} cannot while it has not read the rest: `)
          .named(front.called('takesAnswers'), '')
          .say(' is off');
      }
      return;
    case 'kept': {
      say
        .say(
          `a ${app.traits.slotWord} of ${app.name} waits itself for the next request of a connection, `,
        )
        .add(keptFor(app).list)
        .say(', and deals with nobody else meanwhile');
      return;
    }
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
    case 'syncThread': {
      const holder = syncThreadHolder(m, w);
      say
        .say('Django 3.2', { setting: 'django' })
        .say(' runs all sync code of a process in one thread');
      if (holder)
        say
          .say(', and ')
          .say(requestName(holder.request), { request: holder.request, worker: holder.worker })
          .say(` has it (${doing(m, holdingAt(m, holder)).replace(/,$/, '')})`);
      return;
    }
    default:
      sayBusy(say, m, h);
  }
}

/** What ends a view that never returns: a limit on its process, where that can be seen at all. */
function sayHanging(say: Explanation, m: Moment, life: Life): void {
  const app = appProgram(m.run.scenario);
  const { route } = circumstances(m.run, life.request);
  say.say('its view never returns; ');
  const limit = processLimit(app);
  if (limit === null) {
    const off = app.called('heartbeat') ?? app.called('requestLimit');
    if (off) say.named(off, '').say(' is 0, so nothing ends it');
    else say.say(`nothing ends it: ${app.name} has no limit on what a request takes`);
    return;
  }
  if (timeoutSees(app, route)) {
    say
      .say('only ')
      .named(limit.name, 'a limit')
      .say(` (${durationText(limit.us)}) ends it`);
    return;
  }
  say.named(limit.name, 'a limit').say(' never ends it: ');
  const kind = app.called('kind');
  if (kind)
    say
      .say(app.aProcess.startsWith('an ') ? 'an ' : 'a ')
      .say(app.kind, { setting: kind.key })
      .say(` ${app.traits.processWord}`);
  else say.say(app.aProcess);
  say.say(' shows that it lives from its main loop, and that goes on');
}

/** Several slots of one process compute: Python lets one of them at a time. */
function sayInterpreter(say: Explanation, m: Moment, { life, worker: w }: Holding): void {
  const app = appProgram(m.run.scenario);
  const others = rivals(m, w);
  const name = processName(m.run, w.process);
  const named = others.slice(0, 3);
  const list = named.map((o) => requestName(o.request)).join(', ');
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
  const link = { request: named[0]?.request ?? life?.request ?? null, worker: w.worker };
  say.say(
    `${list}${more} compute${others.length === 1 ? 's' : ''} in ${name} at the same time, and `,
    link,
  );
  const hasThreads =
    !app.traits.loopRunsViews || !runsInLoop(app, circumstances(m.run, w.request).route.isAsync);
  if (hasThreads)
    say.say("Python's interpreter lock (GIL) lets one thread of a process run at a time", {
      setting: app.called('slots')?.key ?? null,
    });
  else
    say.say(
      `a ${app.traits.slotWord} gives way only when it waits: who computes stops all others of its process`,
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
  const name = part
    ? `the part "${part.name}" of the view "${route.name}"`
    : `the view "${route.name}"`;
  const sleepsUs = part ? part.waitUs : waitUs;
  const cpuUs = part ? part.cpuUs : route.cpuUs;
  if (sleepsUs > cpuUs) {
    say.say(`${name} sleeps ${durationText(sleepsUs)}, and ${whileSleeping(program, route)}`, link);
    return;
  }
  const computing = new Set(m.world.workers.filter((o) => computes(m, o)).map((o) => o.process))
    .size;
  const cores = hosts[hostOf(app)]?.cores ?? 1;
  say.say(`${name} needs ${durationText(cpuUs + sleepsUs)} of its own`, link);
  if (computing > cores)
    say.say(
      `, and ${computing} ${many(program.traits.processWord)} share ${countText(cores, 'core')}`,
      { setting: 'cores' },
    );
}

/** `for KeepAliveTimeout (5 s)`, `until its client closes it`. */
function keptFor({ traits, called }: AppProgram): Explanation {
  const { keepaliveUs } = traits.limits;
  const said = new Explanation();
  if (!Number.isFinite(keepaliveUs)) return said.say('until its client closes it');
  const name = called('keepalive');
  if (!name) return said.say(`for ${durationText(keepaliveUs)}`);
  return said
    .say('for ')
    .named(name, '')
    .say(` (${durationText(keepaliveUs)})`);
}
