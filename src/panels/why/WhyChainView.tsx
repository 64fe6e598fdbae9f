import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { causeWords } from '../../insight/causes/causeKinds.ts';
import type { WhyLink } from '../../insight/causes/chainShape.ts';
import { whyChain } from '../../insight/causes/whyChain.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';
import { requestTable } from '../../recording/requestTable.ts';
import { seenUntil } from '../seen.ts';
import { usePlayerState } from '../usePlayer.ts';
import { ChainList } from './ChainList.tsx';
import { HelpTable } from './HelpTable.tsx';
import { HelpFrom, type HelpSource } from './helpSource.ts';
import { setTrail, type Trail, trailOf } from './trail.ts';
import './why.css';

export interface WhyChainViewProps {
  readonly run: Run;
  readonly request: number;
  readonly player: Player;
  /** Overrides what the page provides through {@link HelpFrom}. */
  readonly helps?: HelpSource | null;
  onSelect(request: number): void;
  onSeek(atUs: number): void;
}

/**
 * The chain of causes, and what would have helped. While the request is under way it tells of the moment, afterwards of its whole life, as soon
 * as its end has been watched. Following a link goes to another moment, and often to another request; the way back stays open.
 */
export function WhyChainView({ run, request, player, helps, onSelect, onSeek }: WhyChainViewProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => setOpen(hasRoom(root.current)), []);
  const provided = useContext(HelpFrom);
  const source = helps === undefined ? provided : helps;
  const { atUs, playing } = usePlayerState(player);
  const seenUs = seenUntil(run, atUs);
  const endUs = requestTable(run)[request]?.endUs ?? null;
  const isOver = endUs !== null && endUs <= seenUs;
  // Who plays on has left the chain.
  useEffect(() => {
    if (playing) setTrail(player, null);
  }, [playing, player]);
  const trail = playing ? null : trailOf(player, run);
  // Who looks at a step of a chain keeps the chain.
  const isOwnTrail = trail?.chain.request === request && trail.atUs !== atUs;
  const chain = isOwnTrail
    ? trail.chain
    : isOpen || source
      ? whyChain(run, request, isOver ? seenUs : atUs)
      : null;
  const follow = (link: WhyLink): void => {
    if (chain && !isOwnTrail) setTrail(player, { run, chain, atUs });
    onSeek(link.fromUs);
    if (link.request !== null && link.request !== request) onSelect(link.request);
    player.pointer.point({ request: link.request, worker: link.worker });
  };
  const goBack = (to: Trail): void => {
    setTrail(player, null);
    onSeek(to.atUs);
    if (to.chain.request !== request) onSelect(to.chain.request);
  };
  return (
    <div className="panel-whyChain" ref={root}>
      {trail && trail.atUs !== atUs && (
        <button type="button" className="panel-button" onClick={() => goBack(trail)}>
          {t('← Back to {request} at {at}', {
            request: requestName(trail.chain.request),
            at: durationText(trail.atUs),
          })}
        </button>
      )}
      <button
        type="button"
        className="panel-disclose"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? t('Hide the chain') : t('Show the chain')}
      </button>
      {isOpen && chain && chain.links.length > 0 && (
        <>
          <ChainList run={run} chain={chain} player={player} onFollow={follow} />
          <p className="panel-chain-root">
            {chain.cause === chain.root ? t('Cause') : t('Cause in the end')}:{' '}
            {causeWords(chain.root, run.scenario)}.
          </p>
        </>
      )}
      {isOpen && chain?.links.length === 0 && (
        <p className="panel-quiet">
          {t('{request} has not begun.', { request: requestName(request) })}
        </p>
      )}
      {source && chain && (
        <HelpTable
          key={request}
          request={request}
          causes={[chain.cause, chain.root]}
          source={source}
          // What other worlds bring would give away what this one has not shown yet.
          isOver={isOver}
        />
      )}
    </div>
  );
}

/** Less height than this, in px, is no room for a sentence, a chain and what else there is to see. */
const ROOM = 440;

/** Where what scrolls around it is tall, the chain stands open. */
function hasRoom(element: HTMLElement | null): boolean {
  for (let around = element?.parentElement; around; around = around.parentElement)
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around.clientHeight >= ROOM;
  return window.innerHeight >= ROOM;
}
