import { useMemo } from 'react';
import {
  firstNoticed,
  firstParting,
  noticedText,
  partingText,
} from '../../insight/compare/firstParting.ts';
import { verdict } from '../../insight/compare/verdict.ts';
import { measuredSource } from '../../insight/measured/measuredSource.ts';
import type { Run } from '../../insight/shapes.ts';
import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import type { HeadProps } from './CompareHead.tsx';
import { sideLetter } from './side.ts';

const momentText = (atUs: number): string => `${numberText(Number((atUs / 1e6).toFixed(3)), 3)} s`;

/** What is found out by comparing the runs: who wins and why, and the moments to go to. */
export function Findings(props: HeadProps) {
  const { readyMade, titles, runs, player, other, onOther } = props;
  const found = useMemo(() => verdict(runs, titles), [runs, titles]);
  const [a, b] = [runs[0] as Run, runs[other] as Run];
  const [nameA, nameB] = [String(titles[0]), String(titles[other])];
  const parting = useMemo(() => firstParting(a, b), [a, b]);
  const noticed = useMemo(() => firstNoticed(a, b), [a, b]);

  function go(atUs: number, side: number, request: number | null) {
    player.pause();
    player.seek(atUs);
    if (request !== null) props.onSelect(side, request);
    props.onGone();
  }

  return (
    <>
      <p className="app-verdict">
        <b>{found.headline}</b> {found.why}
      </p>
      {runs.length > 2 && (
        <label className="app-compareAgainst">
          {t('A against##the side A is compared with')}{' '}
          <select
            className="app-select"
            value={other}
            onChange={(event) => onOther(Number(event.currentTarget.value))}
          >
            {titles.map(
              (title, side) =>
                side > 0 && (
                  <option key={title} value={side}>
                    {sideLetter(side)}: {title}
                  </option>
                ),
            )}
          </select>
        </label>
      )}
      <ul className="app-compareMoments">
        {readyMade && (
          <li>
            <button
              type="button"
              className="app-button"
              onClick={() => go(readyMade.look.atUs, 0, null)}
            >
              {t('Look first at {time}', { time: momentText(readyMade.look.atUs) })}
            </button>
            <span>{readyMade.look.words}</span>
          </li>
        )}
        {parting ? (
          <li>
            <button
              type="button"
              className="app-button"
              onClick={() =>
                parting.a && parting.a.request !== null && parting.a.atUs === parting.atUs
                  ? go(parting.atUs, 0, parting.a.request)
                  : go(parting.atUs, other, parting.b?.request ?? null)
              }
            >
              {t('Go to where they part')}
            </button>
            <span title={partingText(parting, nameA, nameB)}>
              {momentText(parting.atUs)}. {partingText(parting, nameA, nameB)}
            </span>
          </li>
        ) : (
          <li>
            <span>
              {measuredSource(a) || measuredSource(b)
                ? t(
                    '“{nameA}” and “{nameB}” stay together: no request differs by more than 10 ms and 5 %.',
                    { nameA, nameB },
                  )
                : t('“{nameA}” and “{nameB}” are the same, event by event.', { nameA, nameB })}
            </span>
          </li>
        )}
        {noticed && (
          <li>
            <button
              type="button"
              className="app-button"
              onClick={() => go(noticed.atUs, 0, noticed.difference.a.request)}
            >
              {t('Go to what one notices')}
            </button>
            <span>
              {momentText(noticed.atUs)}. {noticedText(noticed.difference, nameA, nameB)}
            </span>
          </li>
        )}
      </ul>
    </>
  );
}
