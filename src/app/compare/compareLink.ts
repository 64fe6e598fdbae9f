import { t } from '../../language/t.ts';
import { isRecord } from '../../scenario/fields.ts';
import { decodeLink, encodeLink } from '../../scenario/link.ts';
import { isProblems, shown } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import {
  type CompareSide,
  FEWEST_SIDES,
  LONGEST_TITLE,
  MOST_SIDES,
  problemsOf,
  type SideSource,
} from './side.ts';

/** What a link to a comparison carries: its sides, and where somebody looks. */
export interface SharedComparison {
  readonly sides: readonly CompareSide[];
  /** The side in focus, by index. */
  readonly focus: number;
  readonly atUs: number | null;
  /** The request selected, as numbered in the run of the side in focus. */
  readonly selected: number | null;
}

/** Packs a comparison into what stands behind `#c=`; null where it is too large for an address. */
export function packComparison({ sides, focus, atUs, selected }: SharedComparison): string | null {
  const packedSides = sides.map(({ title, source }) => ({ title, ...source }));
  const link = encodeLink({
    scenario: { sides: packedSides, focus },
    ...(atUs === null ? {} : { atUs }),
    ...(selected === null ? {} : { selected }),
  });
  return typeof link === 'string' ? link.replace(/^s=/, '') : null;
}

/** Reads what stands behind `#c=`: sides without fault, or everything that is wrong with them. Never throws. */
export function unpackComparison(state: string): SharedComparison | Problem[] {
  const link = decodeLink(`#s=${state}`);
  // The codec is that of the sandbox's links; who reads the problem looks at one of these.
  if (isProblems(link))
    return link.map((each) => ({ ...each, message: each.message.replace('#s=', '#c=') }));
  const { sides: written, focus = 0 } = link.scenario;
  if (!Array.isArray(written) || written.length < FEWEST_SIDES || written.length > MOST_SIDES)
    return [
      {
        at: 'sides',
        value: shown(
          Array.isArray(written)
            ? t('{count, plural, one {# sides} other {# sides}}', { count: written.length })
            : written,
        ),
        message: t('a comparison has {fewest} to {most} sides', {
          fewest: FEWEST_SIDES,
          most: MOST_SIDES,
        }),
      },
    ];
  const problems: Problem[] = [];
  const sides = written.flatMap((side, index) => readSide(side, `sides[${index}]`, problems));
  if (!Number.isInteger(focus) || Number(focus) < 0 || Number(focus) >= written.length)
    problems.push({ at: 'focus', value: shown(focus), message: t('must be the number of a side') });
  if (problems.length === 0) problems.push(...problemsOf(sides));
  if (problems.length > 0) return problems;
  const { atUs = null, selected = null } = link;
  return { sides, focus: Number(focus), atUs, selected };
}

function readSide(side: unknown, at: string, problems: Problem[]): CompareSide[] {
  if (!isRecord(side)) {
    problems.push({ at, value: shown(side), message: t('must have a title and a scenario') });
    return [];
  }
  const { title, scenario, measured } = side;
  const isTitle = typeof title === 'string' && title !== '' && title.length <= LONGEST_TITLE;
  if (!isTitle)
    problems.push({
      at: `${at}.title`,
      value: shown(title),
      message: t('must be text of 1 to {most} characters', { most: LONGEST_TITLE }),
    });
  let source: SideSource | null = null;
  if (isRecord(scenario)) source = { scenario };
  else if (typeof measured === 'string' && measured !== '') source = { measured };
  else
    problems.push({
      at: `${at}.scenario`,
      value: shown(scenario),
      message: t('must be a scenario, or “measured” the name of a measured case'),
    });
  return isTitle && source ? [{ title, source }] : [];
}
