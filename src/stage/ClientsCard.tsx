import type { Scene } from '../insight/scene/scene.ts';
import type { Ending } from './badNews.ts';
import { type ClientRow, rowFinder } from './clientRows.ts';
import { TierCard } from './TierCard.tsx';

/** `8 on fibre · 2 on slow-3g · 30/s on 4g`: how many clients on which kind of link. Each part stays on one line. */
function linksInWords(rows: readonly ClientRow[]): string {
  const byLink = new Map<string, { clients: number; perSecond: number }>();
  for (const { linkName, clients, perSecond } of rows) {
    const sum = byLink.get(linkName) ?? { clients: 0, perSecond: 0 };
    byLink.set(linkName, { clients: sum.clients + clients, perSecond: sum.perSecond + perSecond });
  }
  return [...byLink]
    .map(([link, { clients, perSecond }]) => {
      const rate = perSecond > 0 ? [`${Number(perSecond.toPrecision(3))}/s`] : [];
      const many = [...(clients > 0 ? [`${clients}`] : []), ...rate].join(' + ');
      return `${many} on ${link}`.replaceAll(' ', '\u00a0');
    })
    .join(' · ');
}

/** Rows up to which there is room for a second line in each. */
const TWO_LINES_UP_TO = 6;

/** The clients: one row each, or one per population where they are many. */
export function ClientsCard(props: {
  scene: Scene;
  rows: readonly ClientRow[];
  endings: readonly Ending[];
  lit: boolean | null;
}) {
  const { scene, rows } = props;
  const rowOf = rowFinder(rows);
  const badges = new Map<number, string>();
  for (const { population, client, badge } of props.endings) {
    const row = rowOf(population, client);
    if (!badges.has(row)) badges.set(row, badge);
  }
  return (
    <TierCard
      tier="clients"
      title="Clients"
      subtitle={linksInWords(rows)}
      hint="Browsers and programs that send requests"
      lit={props.lit}
    >
      <ul className="stage-clients">
        {rows.map((row, r) => {
          const population = scene.populations[row.population];
          return (
            <li
              key={row.key}
              className="stage-client"
              data-zone={`client:${r}`}
              data-slow={row.slow || undefined}
              data-many={row.client === null || undefined}
            >
              <span className="stage-client-badge" data-zone={`badge:${r}`} aria-hidden="true" />
              <span className="stage-client-words">
                <span className="stage-client-label" title={`${row.label}, ${row.linkName}`}>
                  {row.label}
                </span>
                {(row.many || rows.length <= TWO_LINES_UP_TO) && (
                  <span className="stage-client-many">
                    {row.many || row.linkName}
                    {row.many && population && population.failed > 0 && (
                      <b className="stage-bad-text"> {population.failed} failed</b>
                    )}
                  </span>
                )}
              </span>
              {badges.has(r) && <b className="stage-ending">{badges.get(r)}</b>}
            </li>
          );
        })}
      </ul>
    </TierCard>
  );
}
