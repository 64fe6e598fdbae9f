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
          {problems.map((problem) => (
            <li key={problem.at}>{describeProblem(problem)}</li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}
