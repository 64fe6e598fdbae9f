import { t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { frontProgram } from '../programs.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import type { Chain } from './chain.ts';
import { deedDuring } from './deeds.ts';

/** A worker that stood still in a stretch of time. Whether one did. */
export function followPause(
  chain: Chain,
  process: number,
  fromUs: number,
  untilUs: number,
): boolean {
  const deed = deedDuring(chain.run, 'paused', [process], fromUs, Math.min(untilUs, chain.atUs));
  if (!deed || deed.untilUs <= fromUs) return false;
  if (!chain.begins(`pause ${process} ${deed.fromUs}`)) return true;
  chain.blame('worker-paused').link(
    t('{process} was made to stand still (SIGSTOP)', {
      process: processName(chain.run, process),
    }),
    {
      tier: 'app',
      fromUs: deed.fromUs,
      untilUs: deed.untilUs,
      worker: slotTable(chain.run).slotsOf(process)[0] ?? NONE,
    },
  );
  return true;
}

/** A host on the way that was without its cable in a stretch of time. Whether one was. */
export function followUnplugged(
  chain: Chain,
  hosts: readonly number[],
  fromUs: number,
  untilUs: number,
): boolean {
  const { run } = chain;
  const deed = deedDuring(run, 'unplugged', hosts, fromUs, Math.min(untilUs, chain.atUs));
  if (!deed) return false;
  if (!chain.begins(`unplugged ${deed.actor} ${deed.fromUs}`)) return true;
  const name = run.scenario.hosts[deed.actor]?.name ?? 'server';
  const isDatabase =
    run.scenario.database?.kind !== 'sqlite' && run.scenario.database?.host === deed.actor;
  chain
    .blame('host-unplugged')
    .link(t('the host “{name}” was unplugged: what is sent to it or by it is lost', { name }), {
      tier: isDatabase ? 'database' : 'internet',
      fromUs: deed.fromUs,
      untilUs: deed.untilUs,
    });
  return true;
}

/** The front server was stopped, or had been. Whether it was. */
export function followFrontStop(chain: Chain, atUs: number): boolean {
  const deed = deedDuring(chain.run, 'frontStopped', null, atUs, atUs);
  const front = frontProgram(chain.run.scenario);
  if (!deed || !front) return false;
  chain
    .blame('front-down')
    .link(
      deed.fromUs < atUs
        ? t('{name} had been stopped: nothing listens there', { name: front.name })
        : t('{name} was stopped, and its connections with it', { name: front.name }),
      { tier: 'front', fromUs: deed.fromUs, untilUs: deed.untilUs },
    );
  return true;
}

/** Other programs that computed on a host beside the app. */
export function linkBusyHost(chain: Chain, host: number, fromUs: number, untilUs: number): boolean {
  const deed = deedDuring(chain.run, 'busied', [host], fromUs, untilUs);
  if (!deed) return false;
  const name = chain.run.scenario.hosts[host]?.name ?? 'server';
  chain.link(
    t(
      '{count, plural, one {# other program} other {# other programs}} computed on “{name}” beside it',
      { count: deed.arg, name },
    ),
    {
      tier: 'app',
      fromUs: deed.fromUs,
      untilUs: deed.untilUs,
      setting: 'cores',
    },
  );
  return true;
}

/** A line that somebody had made slower. */
export function linkSlowed(chain: Chain, request: number, fromUs: number, untilUs: number): void {
  const { population } = chain.run.seed(request);
  const deed = deedDuring(chain.run, 'slowed', [population], fromUs, untilUs);
  if (!deed) return;
  const name = chain.run.scenario.clients[population]?.name ?? 'these';
  chain.link(
    t('the lines of the clients “{name}” were made {factor} times as slow', {
      name,
      factor: String(deed.arg / 1000),
    }),
    {
      tier: 'internet',
      fromUs: deed.fromUs,
      untilUs: deed.untilUs,
    },
  );
}
