import { t } from '../../language/t.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { ProblemWords } from './Problems.tsx';

interface Props {
  readonly problems: readonly Problem[];
  onGo(problem: Problem): void;
}

/** Everything that is wrong with the draft, each a way to its field. Nothing is held up by it but preview and handing out. */
export function ProblemList({ problems, onGo }: Props) {
  if (problems.length === 0) return null;
  return (
    <details className="app-prepareProblems">
      <summary>
        {t(
          '{count, plural, one {# thing to mend} other {# things to mend}} before it can be taken',
          {
            count: problems.length,
          },
        )}
      </summary>
      <ul>
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: made anew with every change
          <li key={index}>
            <button type="button" className="app-prepareGo" onClick={() => onGo(problem)}>
              <code translate="no">{problem.at || t('as a whole')}</code>
            </button>{' '}
            <ProblemWords problem={problem} />
          </li>
        ))}
      </ul>
    </details>
  );
}
