import { t } from '../../../language/t.ts';
import type { Distribution } from '../../../lesson/evidence/distribution.ts';

/** How the answers of a class to one question lie, beside what is so: bars with their counts, or the drawn curves over one another. */
export function ClassHistogram({
  name,
  question,
  distribution,
}: {
  name: string;
  question: string;
  distribution: Distribution;
}) {
  return (
    <figure className="app-classChart app-card">
      <figcaption>
        <strong>{name}</strong> {question}
      </figcaption>
      {distribution.kind === 'bars' ? (
        <Bars bars={distribution.bars} />
      ) : (
        <Curves distribution={distribution} />
      )}
      <p className="app-quiet">
        {distribution.kind === 'bars' &&
          distribution.truthText !== null &&
          `${t('What is so: {truth}.', { truth: distribution.truthText })} `}
        {distribution.none > 0 &&
          t('{count, plural, one {# gave} other {# gave}} no answer.', {
            count: distribution.none,
          })}
      </p>
    </figure>
  );
}

function Bars({ bars }: { bars: Extract<Distribution, { kind: 'bars' }>['bars'] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul className="app-classBars">
      {bars.map(({ words, count, isTruth }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two answers may be worded alike
        <li key={index} data-truth={isTruth}>
          <span className="app-classWords">
            {isTruth && <b>✓ </b>}
            {words}
          </span>
          <span className="app-classBar" aria-hidden="true">
            <span style={{ width: `${(100 * count) / most}%` }} />
          </span>
          <span className="app-classCount">{count}</span>
        </li>
      ))}
    </ul>
  );
}

/** More lines say no more. */
const MOST_LINES = 200;

function Curves({ distribution }: { distribution: Extract<Distribution, { kind: 'curves' }> }) {
  const { curves, truth, points, across, up, top, textOf } = distribution;
  const line = (values: readonly number[]): string =>
    values
      .map((value, i) => {
        const x = points.length < 2 ? 50 : (100 * i) / (points.length - 1);
        return `${x},${100 - Math.min(100, (100 * value) / top)}`;
      })
      .join(' ');
  return (
    <div className="app-classCurves">
      <p aria-hidden="true">
        ↑ {up} <span>({textOf(top)})</span>
      </p>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={t(
          '{count, plural, one {# drawn curve} other {# drawn curves}}, and what is so',
          {
            count: curves.length,
          },
        )}
      >
        {curves.slice(0, MOST_LINES).map((values, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
          <polyline key={i} data-kind="guess" points={line(values)} />
        ))}
        {truth && <polyline data-kind="truth" points={line(truth)} />}
      </svg>
      <p className="app-classAxis" aria-hidden="true">
        <span>{points[0]}</span>
        <span>{across} →</span>
        <span>{points.at(-1)}</span>
      </p>
      <p className="app-classKey">
        <span data-kind="guess">{t('drawn by learners')}</span>
        <span data-kind="truth">{t('what is so')}</span>
      </p>
      {truth && (
        <details>
          <summary>{t('As a table')}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{across}</th>
                <th scope="col">{t('drawn, lowest to highest')}</th>
                <th scope="col">{t('what is so')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point, i) => {
                const drawn = curves.map((values) => values[i] ?? 0);
                const [least, most] = [Math.min(...drawn), Math.max(...drawn)];
                return (
                  <tr key={point}>
                    <th scope="row">{point}</th>
                    <td>
                      {drawn.length === 0
                        ? '—'
                        : t('{from} to {to}', { from: textOf(least), to: textOf(most) })}
                    </td>
                    <td>{textOf(truth[i] ?? 0)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
