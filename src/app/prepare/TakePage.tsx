import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { offerLesson } from '../course/lessonFiles.ts';
import { routeHash } from '../route.ts';
import { replaceRoute } from '../shell/useRoute.ts';
import { ProblemWords } from './Problems.tsx';
import { takeLesson } from './takenLesson.ts';
import './prepare.css';

/** A link that holds a whole lesson: opens it, or says why it cannot be opened. */
export default function TakePage({ packed }: { packed: string }) {
  const [problems, setProblems] = useState<readonly Problem[] | null>(null);
  useEffect(() => {
    let isGone = false;
    setProblems(null);
    takeLesson(`l=${packed}`).then((lesson) => {
      if (isGone) return;
      if (isProblems(lesson)) {
        setProblems(lesson);
        return;
      }
      offerLesson(lesson);
      replaceRoute({ page: 'lesson', lesson: lesson.id, step: null, moment: null }, 'take');
    });
    return () => {
      isGone = true;
    };
  }, [packed]);
  if (!problems)
    return (
      <main className="app-plain" aria-busy="true">
        {t('Opening …')}
      </main>
    );
  return (
    <main className="app-plain">
      <h1>{t('This lesson could not be opened')}</h1>
      <p>{t('Its link is not as it was made. Ask for it again, or for the lesson as a file.')}</p>
      <ul className="app-fieldProblems">
        {problems.slice(0, 8).map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <li key={index}>
            <code translate="no">{problem.at || t('as a whole')}</code>:{' '}
            <ProblemWords problem={problem} />
          </li>
        ))}
      </ul>
      {problems.length > 8 && <p>{t('… and {count} more.', { count: problems.length - 8 })}</p>}
      <p>
        <a href={routeHash({ page: 'course' })}>{t('To the course')}</a>
      </p>
    </main>
  );
}
