import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { t } from '../../language/t.ts';
import { keep, recall } from '../shell/deviceMemory.ts';
import { useRoute } from '../shell/useRoute.ts';

/** Share of the height that the instruments get, in percent: least, most, at first. */
const LEAST = 20;
const MOST = 72;
const USUAL = 48;
const STEP = 4;

const within = (share: number) => Math.min(Math.max(Math.round(share), LEAST), MOST);

/** The instruments' share of the height, percent, and the way to change it: as a link asks, or as it was left on this device. */
export function usePaneShare(): readonly [number, (share: number) => void] {
  const route = useRoute();
  const [share, set] = useState(() => {
    if (route.page === 'sandbox' && route.share !== undefined) return within(route.share);
    const kept = recall('instrumentsShare');
    return typeof kept === 'number' && Number.isFinite(kept) ? within(kept) : USUAL;
  });
  return [
    share,
    (next) => {
      keep('instrumentsShare', within(next));
      set(within(next));
    },
  ];
}

interface Props {
  readonly share: number;
  onShare(share: number): void;
}

/** The line between stage and instruments: drag it, walk it with the arrows, press twice for the usual halves. */
export function PaneDivider({ share, onShare }: Props) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const bench = event.currentTarget.parentElement?.getBoundingClientRect();
    if (bench) onShare(((bench.bottom - event.clientY) / bench.height) * 100);
  };
  const walk = (event: KeyboardEvent) => {
    const goals: Record<string, number> = {
      ArrowUp: share + STEP,
      ArrowDown: share - STEP,
      Home: LEAST,
      End: MOST,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // Home and End also jump in time elsewhere
    onShare(goal);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is no hr
    <div
      className="app-divider"
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('Height of the instruments')}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={share}
      aria-valuetext={`${share} %`}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onShare(USUAL)}
      onKeyDown={walk}
    />
  );
}
