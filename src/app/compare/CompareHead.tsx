import { unmeasuredText } from '../../insight/unmeasured.ts';
import { msg, t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import type { CompareView } from './CompareBench.tsx';
import type { ReadyMade } from './readyMade.ts';

/** What is found out by comparing comes after the question: in a place kept for it. */
const Findings = later(() => import('./Findings.tsx').then((m) => m.Findings), <FindingsToCome />);

function FindingsToCome() {
  return <p className="app-findingsComing">{t('The verdict is coming …')}</p>;
}

export interface HeadProps extends CompareView {
  readonly question: string;
  readonly readyMade: ReadyMade | null;
  /** The side that A is compared with, one by one. */
  readonly other: number;
  onOther(side: number): void;
  /** A moment was gone to: what is to be seen there has to come into sight. */
  onGone(): void;
}

/** The question, and what comparing the runs answers to it. */
export function CompareHead(props: HeadProps) {
  const { question, readyMade, runs } = props;
  const unmeasured = [...new Set(runs.flatMap(({ scenario }) => unmeasuredText(scenario) ?? []))];
  return (
    <section className="app-card app-compareHead" aria-labelledby="app-compareTitle">
      <p className="app-compareBack">
        <a href="#/compare">{t('‹ All comparisons')}</a>
      </p>
      <h1 id="app-compareTitle" lang={readyMade?.lang}>
        {question}
      </h1>
      {readyMade && <p className="app-quiet">{readyMade.words.join(' ')}</p>}
      {unmeasured.length > 0 && <p className="app-quiet">{unmeasured.join(' ')}</p>}
      <ErrorBoundary what={msg('the verdict')}>
        <Findings {...props} />
      </ErrorBoundary>
    </section>
  );
}
