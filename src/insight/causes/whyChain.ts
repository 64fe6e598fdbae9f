import { t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { durationText } from '../plainWords.ts';
import { failureWords } from '../scene/whereIs.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import type { Life } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { Chain } from './chain.ts';
import { followFault } from './chainFaults.ts';
import type { WhyChain } from './chainShape.ts';
import { costliestStage, followStage, openStage } from './chainStage.ts';

/**
 * Why a request waits at a moment, took as long as it did, or failed: link by link across the tiers, down to a cause of a closed set. At a
 * moment within its life it explains what goes on then; once it has ended by `atUs`, or with null, its whole life. Nothing later than the
 * moment gets into it.
 */
export function whyChain(run: Run, request: number, atUs: number | null): WhyChain {
  const untilUs = atUs === null ? run.endUs : Math.min(atUs, run.endUs);
  const chain = new Chain(run, request, untilUs, run.countUntil(untilUs));
  if (!(request >= 0 && request < run.requests)) return chain.done(false, false);
  const life = chain.life(request);
  if (life.count === 0) return chain.done(false, false);
  const hasFailed = life.ending === NONE ? followOpen(chain, life) : followEnded(chain, life);
  if (chain.links.length === 0) linkOnTheWay(chain, life);
  return chain.done(life.ending !== NONE, hasFailed);
}

/** Between two stations: nothing keeps it but the way. */
function linkOnTheWay(chain: Chain, life: Life): void {
  const { link } = circumstances(chain.run, chain.request);
  const { request } = chain;
  chain
    .blame('network')
    .link(t('{request} is on its way', { request: chain.name(request) }), {
      tier: 'internet',
      fromUs: life.startUs,
      request,
    })
    .link(t('its line needs {rtt} for there and back', { rtt: durationText(link.rttUs) }), {
      tier: 'internet',
      fromUs: life.startUs,
      request,
    });
}

function followOpen(chain: Chain, life: Life): boolean {
  const stage = openStage(chain, life) ?? costliestStage(chain, life);
  if (stage) followStage(chain, life, stage, null);
  return false;
}

/** Returns whether it failed. */
function followEnded(chain: Chain, life: Life): boolean {
  const events = ownMoments(chain.run, chain.request, chain.count);
  const endIndex = events.findIndex((e) => EVENT[e.name] === life.ending);
  const end = events[endIndex] as RecordedEvent;
  // What the server still does for one that has ended is no cause of its end.
  const own = events.slice(0, endIndex + 1);
  const then = chain.life(chain.request, end.index + 1);
  const took = durationText(end.at - life.startUs);
  const name = chain.name(chain.request);
  const place = {
    tier: 'clients' as const,
    fromUs: life.startUs,
    untilUs: end.at,
    request: chain.request,
  };
  if (end.name === 'request/answered' && end.arg < 400) {
    const stage = costliestStage(chain, then);
    if (stage) followStage(chain, then, stage, end.at - life.startUs);
    return false;
  }
  if (end.name === 'request/abandoned') {
    chain
      .blame('client-gave-up')
      .link(t('{name}’s client gave up after {took}', { name, took }), place);
    const before = chain.life(chain.request, end.index);
    // Who waited two seconds and was served for the last moment of them gave up because of the wait.
    const stage = costliestStage(chain, before, end.at);
    if (stage) followStage(chain, before, stage, null, end.at);
    return true;
  }
  const status = end.name === 'request/answered' ? end.arg : NONE;
  chain.link(
    status === NONE
      ? t('{name} failed after {took}: {failure}', { name, took, failure: failureWords(end.arg) })
      : t('{name} was answered {status} after {took}', { name, status: String(status), took }),
    place,
  );
  followFault({ chain, life: then, events: own, status });
  return true;
}
