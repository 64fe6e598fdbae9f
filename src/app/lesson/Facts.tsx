import { t } from '../../language/t.ts';
import type { Lesson, Source } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import { routeHash } from '../route.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { InlineProse, Prose } from './Prose.tsx';

export interface FactsProps {
  readonly lesson: Lesson;
  readonly source: LessonRuns;
}

/** At the end of a lesson: the answer to its question in short, and where its facts come from. */
export function Facts({ lesson, source }: FactsProps) {
  const first = lesson.runs[0]?.name ?? '';
  const textOf = (words: string): string => valueText(lesson, first, words, source.run) ?? '—';
  return (
    <section className="app-facts" aria-labelledby="app-inShort">
      <h2 id="app-inShort">{t('In short')}</h2>
      <p className="app-quiet">{lesson.question}</p>
      <Prose blocks={lesson.answer} textOf={textOf} />
      <details>
        <summary>{t('Where the facts come from')}</summary>
        <ul>
          {lesson.sources.map((each) => (
            <li key={`${each.name} ${each.link ?? each.case ?? each.rule}`}>
              <SourceName source={each} />: <InlineProse nodes={each.says} textOf={textOf} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function SourceName({ source }: { source: Source }) {
  const { name, link, rule } = source;
  if (link !== null)
    return (
      <a href={link} rel="noreferrer">
        {name}
      </a>
    );
  if (source.case !== null)
    return <a href={routeHash({ page: 'case', name: source.case })}>{name}</a>;
  return t('{name}, rule {rule} of MODEL.md', { name, rule: rule ?? '' });
}
