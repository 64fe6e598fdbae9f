import { useMemo } from 'react';
import { requestName } from '../../insight/plainWords.ts';
import { sceneAt } from '../../insight/scene/sceneAt.ts';
import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { stagePlan } from '../../stage/plan.ts';
import type { StageMoment } from '../shell/sharing.tsx';
import { PosterTierCard } from './PosterTierCard.tsx';
import { POSTER } from './pictureFile.ts';
import { type Colours, pageColours } from './posterColours.ts';
import { type PosterTier, posterStreet } from './posterStreet.ts';

interface Props {
  readonly stage: StageMoment;
  readonly title: string;
  readonly link: string;
}

/** How wide each kind of tier is beside the others. */
const WIDTHS: Readonly<Record<PosterTier['kind'], number>> = {
  clients: 1.3,
  internet: 1.15,
  front: 1.2,
  socket: 1.25,
  app: 2.2,
  database: 1.4,
};
const MARGIN = 30;
const GAP = 14;
const TOP = 104;
const BOTTOM = POSTER.height - 104;
export const POSTER_FONT = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif';

/** One moment as a drawing that stands alone: its tiers, its requests, and in words what it is and where it can be seen moving. */
export function Poster({ stage, title, link }: Props) {
  const { run, atUs, request } = stage;
  const scene = useMemo(() => sceneAt(run, atUs), [run, atUs]);
  const tiers = useMemo(() => posterStreet(stagePlan(run.scenario), scene), [run, scene]);
  const colours = pageColours();
  const looked = scene.tokens.find((token) => token.request === request);
  const total = tiers.reduce((sum, { kind }) => sum + WIDTHS[kind], 0);
  const room = POSTER.width - 2 * MARGIN - GAP * (tiers.length - 1);
  let x = MARGIN;
  const moment = t('{seconds} s', { seconds: numberText(atUs / 1e6, 2) });
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${POSTER.width} ${POSTER.height}`}
      width={POSTER.width}
      height={POSTER.height}
      role="img"
      aria-label={t('{title}, at {moment}', { title, moment })}
      fontFamily={POSTER_FONT}
      fill={colours.ink}
    >
      <rect width={POSTER.width} height={POSTER.height} fill={colours.paper} />
      <text x={MARGIN} y={58} fontSize={32} fontWeight={700}>
        {cut(title, 52)}
      </text>
      <text x={MARGIN} y={86} fontSize={17} fill={colours.ink2}>
        {t('{flying, plural, one {# request} other {# requests}} under way', {
          flying: scene.tokens.filter(({ place }) => place !== 'ended' && place !== 'client')
            .length,
        })}
      </text>
      <text x={POSTER.width - MARGIN} y={58} fontSize={28} fontWeight={700} textAnchor="end">
        {moment}
      </text>
      {tiers.map((tier) => {
        const width = (room * WIDTHS[tier.kind]) / total;
        const left = x;
        x += width + GAP;
        return (
          <PosterTierCard
            key={tier.key}
            tier={tier}
            box={{ x: left, y: TOP, width, height: BOTTOM - TOP }}
            selected={request}
            colours={colours}
          />
        );
      })}
      {looked && (
        <text x={MARGIN} y={BOTTOM + 38} fontSize={20} fontWeight={600}>
          {cut(`${requestName(looked.request)}: ${looked.words}`, 100)}
        </text>
      )}
      <Foot link={link} colours={colours} />
    </svg>
  );
}

function Foot({ link, colours }: { link: string; colours: Colours }) {
  const y = POSTER.height - 22;
  return (
    <>
      <text x={MARGIN} y={y} fontSize={15} fontWeight={700}>
        Roundtrip
      </text>
      <text x={POSTER.width - MARGIN} y={y} fontSize={15} textAnchor="end" fill={colours.ink2}>
        {cut(link, 120)}
      </text>
    </>
  );
}

/** As much of a text as so many letters. */
export const cut = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
