import type { ReactNode } from 'react';

export type TierName = 'clients' | 'internet' | 'front' | 'socket' | 'app' | 'database';

export interface TierProps {
  readonly tier: TierName;
  readonly title: string;
  readonly subtitle: string;
  /** Plain words for the term in the title, shown on hover. */
  readonly hint: string;
  readonly lit: boolean | null;
  /** Between two cards rather than a card itself. */
  readonly open?: boolean;
  readonly children?: ReactNode;
}

/** The frame of one tier: a card for a machine's program, an open strip for what lies between two of them. */
export function TierCard(props: TierProps) {
  return (
    <section
      className={props.open ? 'stage-tier stage-strip' : 'stage-tier stage-card'}
      data-tier={props.tier}
      data-zone={`tier:${props.tier}`}
      data-dimmed={props.lit === false || undefined}
      data-lit={props.lit || undefined}
      aria-label={`${props.title}, ${props.subtitle}`}
    >
      <header className="stage-tier-head" title={props.hint}>
        <h2 className="stage-tier-title">{props.title}</h2>
        <p className="stage-tier-subtitle">{props.subtitle}</p>
      </header>
      {props.children}
    </section>
  );
}
