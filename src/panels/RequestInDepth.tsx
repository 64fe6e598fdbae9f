import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { WaterfallBars } from './WaterfallBars.tsx';
import { WhyAnswer } from './WhyAnswer.tsx';
import { WireTabs } from './WireTabs.tsx';

export interface RequestInDepthProps {
  readonly run: Run;
  readonly player: Player;
  readonly request: number;
  readonly atUs: number;
  onSelect(request: number): void;
  onSeek(atUs: number): void;
}

/** Why it waits, where its time goes, and its bytes on every hop. */
export function RequestInDepth({
  run,
  player,
  request,
  atUs,
  onSelect,
  onSeek,
}: RequestInDepthProps) {
  return (
    <>
      <WhyAnswer
        key={request}
        run={run}
        request={request}
        player={player}
        onSelect={onSelect}
        onSeek={onSeek}
      />
      <WaterfallBars run={run} request={request} atUs={atUs} onSeek={onSeek} />
      <WireTabs run={run} request={request} atUs={atUs} />
    </>
  );
}
