import { memo } from 'react';
import type { Scene } from '../insight/scene/scene.ts';
import { numberText } from '../language/numbers.ts';
import { t } from '../language/t.ts';
import { ActButton } from './ActButton.tsx';
import { targetKey } from './acting.ts';
import type { Ending } from './badNews.ts';
import { type ClientRow, rowFinder } from './clientRows.ts';
import { figureText } from './secondsText.ts';
import { TierCard, type TierState } from './TierCard.tsx';

/** `8 on fibre · 2 on slow-3g · 30/s on 4g`: how many clients on which kind of link. Each part stays on one line. */
function linksInWords(rows: readonly ClientRow[]): string {
  const byLink = new Map<string, { clients: number; perSecond: number }>();
  for (const { linkName, clients, perSecond } of rows) {
    const sum = byLink.get(linkName) ?? { clients: 0, perSecond: 0 };
    byLink.set(linkName, { clients: sum.clients + clients, perSecond: sum.perSecond + perSecond });
  }
  return [...byLink]
    .map(([link, { clients, perSecond }]) => {
      const rate = perSecond > 0 ? [`${figureText(Number(perSecond.toPrecision(3)))}/s`] : [];
      const many = [...(clients > 0 ? [`${clients}`] : []), ...rate].join(' + ');
      return t('{many} on {link}', { many, link }).replaceAll(' ', '\u00a0');
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
  state: TierState;
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
      {...props.state}
      tier="clients"
      title={t('Clients')}
      subtitle={linksInWords(rows)}
      hint={t('Browsers and programs that send requests')}
    >
      <ul className="stage-clients" data-act-group>
        {rows.map((row, r) => (
          <Client
            key={row.key}
            row={row}
            nth={r}
            isFull={row.many !== '' || rows.length <= TWO_LINES_UP_TO}
            failed={row.many === '' ? 0 : (scene.populations[row.population]?.failed ?? 0)}
            badge={badges.get(r) ?? null}
            slowedBy={scene.populations[row.population]?.slowedBy ?? 1}
          />
        ))}
      </ul>
    </TierCard>
  );
}

const Client = memo(function Client(props: {
  row: ClientRow;
  nth: number;
  /** There is room for its second line. */
  isFull: boolean;
  failed: number;
  badge: string | null;
  /** How many times slower its line was made. */
  slowedBy: number;
}) {
  const { row, nth, failed, slowedBy } = props;
  const target = targetKey({ kind: 'client', population: row.population, client: row.client });
  return (
    <li
      className="stage-client"
      data-zone={`client:${nth}`}
      data-slow={row.slow || slowedBy > 1 || undefined}
      data-many={row.client === null || undefined}
      data-wires={(row.client !== null && row.wires > 1) || undefined}
      data-target={target}
    >
      <span className="stage-client-badge" data-zone={`badge:${nth}`} aria-hidden="true" />
      <span className="stage-client-words">
        <span className="stage-client-label" translate="no" title={`${row.label}, ${row.linkName}`}>
          {row.label}
        </span>
        {props.isFull && (
          <span className="stage-client-many">
            {row.many || row.linkName}
            {slowedBy > 1 && ` ÷ ${numberText(slowedBy, 0, 1)}`}
            {failed > 0 && (
              <b className="stage-bad-text"> {t('{failed}\u00a0failed', { failed })}</b>
            )}
          </span>
        )}
      </span>
      {props.badge && <b className="stage-ending">{props.badge}</b>}
      <ActButton
        of={target}
        name={
          row.client === null
            ? row.label
            : t('{label}, client {number}', { label: row.label, number: String(row.client + 1) })
        }
        isStop={nth === 0}
      />
    </li>
  );
});
