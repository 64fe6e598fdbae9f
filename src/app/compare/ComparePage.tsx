import { useEffect, useRef, useState } from 'react';
import { later } from '../../panels/later.tsx';
import { isProblems } from '../../scenario/problems.ts';
import type { Moment } from '../route.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { replaceRoute } from '../shell/useRoute.ts';
import { CompareGallery } from './CompareGallery.tsx';
import { type SharedComparison, unpackComparison } from './compareLink.ts';
import { type ReadyMade, readyMadeById, sidesOf } from './readyMade.ts';
import type { RunOfMeasured } from './useRuns.ts';
import './compare.css';

const runOfCase: RunOfMeasured = (name) =>
  import('../reality/measuredCases.ts').then((m) => m.runOfMeasured(name));

const CompareRoom = later(
  () => import('./CompareRoom.tsx').then((m) => m.CompareRoom),
  <main className="app-plain" aria-busy="true">
    Opening …
  </main>,
);

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

  if (what.is === 'unknown') return <UnknownPage asked={what.asked} what="comparison" />;
  if (what.is === 'gallery') return <CompareGallery />;
  return (
    <CompareRoom
      key={opened.address}
      first={what.comparison}
      readyMade={what.readyMade}
      runOfMeasured={runOfMeasured ?? runOfCase}
      onState={(packed) => {
        own.current = `=${packed}`;
        replaceRoute({ page: 'compare', readyMade: null, state: packed });
      }}
    />
  );
}

type What =
  | { readonly is: 'gallery' }
  | { readonly is: 'unknown'; readonly asked: string }
  | {
      readonly is: 'room';
      readonly comparison: SharedComparison;
      readonly readyMade: ReadyMade | null;
    };

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
      return { address, what: { is: 'room', comparison, readyMade: null }, trouble: null };
    const summary = 'This link could not be opened. Below are comparisons that are ready made.';
    return { address, what: { is: 'gallery' }, trouble: { summary, problems: comparison } };
  }
  if (rest === '') return { address, what: { is: 'gallery' }, trouble: null };
  const readyMade = readyMadeById(rest);
  if (!readyMade) return { address, what: { is: 'unknown', asked: rest }, trouble: null };
  const { atUs = null, request: selected = null } = moment ?? {};
  const comparison = { sides: sidesOf(readyMade), focus: 0, atUs, selected };
  return { address, what: { is: 'room', comparison, readyMade }, trouble: null };
}
