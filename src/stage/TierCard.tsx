import type { ReactNode } from 'react';
import { t } from '../language/t.ts';
import { ActButton } from './ActButton.tsx';
import type { TierName } from './plan.ts';

export type { TierName } from './plan.ts';

/** How a tier stands at present, whatever it holds. */
export interface TierState {
  /** Grid line at which its column begins. */
  readonly line: number;
  /** In the spotlight, out of it, or null where there is none. */
  readonly lit: boolean | null;
  /** The present event is about it (event by event). */
  readonly cued: boolean;
}

export interface TierProps extends TierState {
  readonly tier: TierName;
  readonly title: string;
  readonly subtitle: string;
  /** Plain words for the term in the title, shown on hover. */
  readonly hint: string;
  /** Between two cards rather than a card itself. */
  readonly open?: boolean;
  /** What one acts upon here, as in acting.ts. */
  readonly target?: string;
  /** It is not there any more, and what is in it does nothing. */
  readonly isGone?: boolean;
  /** What must be said of the program wherever it shows, or null. */
  readonly note?: string | null;
  readonly children?: ReactNode;
}

/** The frame of one tier: a card for a machine's program, an open strip for what lies between two of them. */
export function TierCard(props: TierProps) {
  return (
    // Stages stand side by side when deployments are compared: landmarks of one name each would lead nowhere.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays its content out in a way of its own
    <section
      role="group"
      className={props.open ? 'stage-tier stage-strip' : 'stage-tier stage-card'}
      style={{ gridColumn: props.line }}
      data-tier={props.tier}
      data-zone={`tier:${props.tier}`}
      data-dimmed={props.lit === false || undefined}
      data-lit={props.lit || undefined}
      data-gone={props.isGone || undefined}
      data-cued={props.cued || undefined}
      data-target={props.target}
      aria-label={`${props.title}, ${props.subtitle}`}
    >
      <header className="stage-tier-head" title={props.hint}>
        <h2 className="stage-tier-title">
          {props.title}{' '}
          {props.note && (
            <span className="stage-note" title={props.note}>
              {t('not measured')}
            </span>
          )}
        </h2>
        <p className="stage-tier-subtitle" title={props.subtitle}>
          {props.subtitle}
        </p>
      </header>
      {props.target && <ActButton of={props.target} name={props.title} />}
      {props.children}
    </section>
  );
}
