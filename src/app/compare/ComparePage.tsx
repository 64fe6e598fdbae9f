import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Moment } from '../route.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import { replaceRoute } from '../shell/useRoute.ts';
import { type SharedComparison, unpackComparison } from './compareLink.ts';
import { CompareGallery, CompareRoom, ReadyMadeRoom } from './LaterRoom.tsx';
import type { RunOfMeasured } from './useRuns.ts';
import './compare.css';

const runOfCase: RunOfMeasured = (name) =>
  import('../reality/measuredCases.ts').then((m) => m.runOfMeasured(name));

interface Props {
  /** Name of a ready-made comparison, or null. */
  readonly readyMade: string | null;
  /** What stood behind `#c=`, or null. */
  readonly state: string | null;
  /** Where to look in a ready-made one, or nothing. */
  readonly moment?: Moment;
  onTrouble(trouble: Trouble | null): void;
  /** Measured runs by the name of their case; those that the site has unless given. */
  readonly runOfMeasured?: RunOfMeasured;
}

/** Two to four deployments under the same traffic, in lockstep: one that is ready made, one out of a link, or the choice of them. */
export default function ComparePage({ readyMade, state, moment, onTrouble, runOfMeasured }: Props) {
  const looking = moment ? `?${moment.atUs} ${moment.request}` : '';
  const address = state === null ? `/${readyMade ?? ''}${looking}` : `=${state}`;
  /** The address that the page has put there itself: what is shown is what it says already. */
  const own = useRef<string | null>(null);
  const [opened, setOpened] = useState(() => open(address, moment));
  if (address !== opened.address && address !== own.current) setOpened(open(address, moment));

  const { trouble, what } = opened;
  useEffect(() => {
    onTrouble(trouble);
  }, [trouble, onTrouble]);

  if (what.is === 'gallery') return <CompareGallery />;
  const shared = {
    runOfMeasured: runOfMeasured ?? runOfCase,
    onState: (packed: string) => {
      own.current = `=${packed}`;
      replaceRoute({ page: 'compare', readyMade: null, state: packed });
    },
  };
  if (what.is === 'ready made')
    return <ReadyMadeRoom key={opened.address} id={what.id} moment={what.moment} {...shared} />;
  return <CompareRoom key={opened.address} first={what.comparison} readyMade={null} {...shared} />;
}

type What =
  | { readonly is: 'gallery' }
  | { readonly is: 'ready made'; readonly id: string; readonly moment: Moment | undefined }
  | { readonly is: 'room'; readonly comparison: SharedComparison };

interface Opened {
  readonly address: string;
  readonly what: What;
  readonly trouble: Trouble | null;
}

function open(address: string, moment: Moment | undefined): Opened {
  const [rest = ''] = address.slice(1).split('?', 1);
  if (address.startsWith('=')) {
    const comparison = unpackComparison(rest);
    if (!isProblems(comparison))
      return { address, what: { is: 'room', comparison }, trouble: null };
    const summary = t('This link could not be opened. Below are comparisons that are ready made.');
    return { address, what: { is: 'gallery' }, trouble: { summary, problems: comparison } };
  }
  if (rest === '') return { address, what: { is: 'gallery' }, trouble: null };
  void CompareRoom.load().catch(() => {}); // side by side with what is ready made; a failure is told where it is drawn
  return { address, what: { is: 'ready made', id: rest, moment }, trouble: null };
}
