import { t } from '../language/t.ts';
import type { Intervention } from '../scenario/scenario.ts';
import { nounText } from './nouns.ts';
import { durationText, requestName } from './plainWords.ts';
import { processName } from './state/slotTable.ts';
import { appName, appOf, clientsName, frontName, type Told } from './told.ts';

/** `you kill worker 1.`: what whoever watches has done, as a sentence. */
export function deedSentence(done: Intervention | undefined, e: Told): string {
  const front = frontName(e);
  const noun = nounText(appOf(e).traits.processWord);
  switch (done?.do) {
    case 'kill-worker':
      return t('you kill {process}.', { process: processName(e.run, done.worker) });
    case 'add-worker':
      return t('you add a {noun}.##a worker, process or child process', { noun });
    case 'remove-worker':
      return t('you take a {noun} away.##a worker, process or child process', { noun });
    case 'reload-app':
      return t('you reload {app} (HUP).', { app: appName(done.instance, e) });
    case 'stop-app':
      return t('you stop {program} (TERM).', { program: appName(done.instance, e) });
    case 'start-app':
      return t('you start {program}.', { program: appName(done.instance, e) });
    case 'reload-front':
      return t('you reload {app} (HUP).', { app: front });
    case 'stop-front':
      return t('you stop {program} (TERM).', { program: front });
    case 'start-front':
      return t('you start {program}.', { program: front });
    case 'restart-database':
      return t('you restart the database, which takes {time}.', {
        time: durationText(done.downUs),
      });
    case 'slow-database':
      return t('you make the database {factor} times as slow for {time}.', {
        factor: done.factor,
        time: durationText(done.forUs),
      });
    case 'burst':
      return t(
        'you send a burst of {count, plural, one {# request} other {# requests}} from "{population}".',
        { count: done.count, population: clientsName(e, done.population) },
      );
    case 'abort-client':
      return t('you cut the client of {request} off.', { request: requestName(done.request) });
    case 'hang-worker':
      return t(
        'you stop {process} where it stands{time, select, ever {} other { for {time}}} (SIGSTOP).',
        { process: processName(e.run, done.worker), time: lasting(done.forUs) },
      );
    case 'slow-client':
      return t(
        'you make the line of {client, select, all {"{population}"} other {client {client} of "{population}"}} {factor} times as slow{time, select, ever {} other { for {time}}}.',
        {
          client: done.client === null ? 'all' : String(done.client + 1),
          population: clientsName(e, done.population),
          factor: done.factor,
          time: lasting(done.forUs),
        },
      );
    case 'unplug-host':
      return t('you unplug the host {host}{time, select, ever {} other { for {time}}}.', {
        host: e.run.scenario.hosts[done.host]?.name ?? '',
        time: lasting(done.forUs),
      });
    case 'busy-host':
      return t(
        'you let {count, plural, one {# other process} other {# other processes}} compute on {host}{time, select, ever {} other { for {time}}}.',
        {
          count: done.processes,
          host: e.run.scenario.hosts[done.host]?.name ?? t('the host'),
          time: lasting(done.forUs),
        },
      );
    case undefined:
      return t('you step in.');
  }
}

const lasting = (forUs: number): string =>
  forUs === Number.POSITIVE_INFINITY ? 'ever' : durationText(forUs);
