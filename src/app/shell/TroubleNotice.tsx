import { useEffect, useRef } from 'react';
import { t } from '../../language/t.ts';
import type { Problem } from '../../scenario/scenario.ts';

export interface Trouble {
  /** One sentence: what could not be opened, and what is shown instead. */
  readonly summary: string;
  readonly problems: readonly Problem[];
}

/** Says what is wrong with a link, a file or a query: where it is, what stands there, what may stand there. */
export function TroubleNotice({ trouble, onDismiss }: { trouble: Trouble; onDismiss(): void }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: some browsers answer a promise, which must not become the effect's cleanup.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const shown = trouble.problems.slice(0, 8);
  const more = trouble.problems.length - shown.length;
  return (
    <section className="app-trouble" role="alert" ref={box}>
      <h2>{trouble.summary}</h2>
      {shown.length > 0 && (
        <dl className="app-problems">
          {shown.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
            <div key={index}>
              <dt>
                <code translate="no">{problem.at || t('as a whole')}</code>
                {problem.value !== '' && (
                  <>
                    {': '}
                    <code translate="no">{problem.value}</code>
                  </>
                )}
              </dt>
              <dd>{problem.message}</dd>
            </div>
          ))}
        </dl>
      )}
      {more > 0 && <p>{t('… and {count} more.', { count: more })}</p>}
      <button type="button" className="app-button" onClick={onDismiss}>
        {t('Dismiss')}
      </button>
    </section>
  );
}
