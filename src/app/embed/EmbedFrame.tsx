import type { ReactNode } from 'react';
import { t } from '../../language/t.ts';
import { describeProblem } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';

interface Props {
  readonly title: string;
  /** The same on the site, from `#` on. */
  readonly link: string;
  readonly problems: readonly Problem[];
  /** No words stand below that have a heading of their own. */
  readonly isWordless?: boolean;
  readonly children: ReactNode;
}

/** A lesson of a stranger may have thousands of faults. */
const MOST_SHOWN = 8;

/** What stands around the workbench of an embedded page: its name, and the way to the whole of it. */
export function EmbedFrame({ title, link, problems, isWordless = false, children }: Props) {
  const Title = isWordless ? 'h1' : 'strong';
  return (
    <div className="app-page embed-page">
      <header className="embed-bar">
        <Title className="embed-title">{title}</Title>
        <a className="embed-link" href={link}>
          {t('Open in Roundtrip ↗')}
        </a>
      </header>
      {problems.length > 0 && (
        <ul className="embed-trouble" role="alert">
          {problems.slice(0, MOST_SHOWN).map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two things may be wrong in one place
            <li key={index}>{describeProblem(problem)}</li>
          ))}
          {problems.length > MOST_SHOWN && (
            <li>{t('… and {count} more.', { count: problems.length - MOST_SHOWN })}</li>
          )}
        </ul>
      )}
      {children}
    </div>
  );
}
