import answers from '../../../lessons/course.yaml?answers';
import { t } from '../../language/t.ts';
import type { AnswerPage as Answer } from '../../lesson/answerPages.ts';
import { courseModules } from '../course/catalog.ts';
import { routeHash } from '../route.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { Answered, answerTongue } from './Answered.tsx';
import './answers.css';

/** Questions with their answers: all of them, module by module, or the one of this id. */
export function AnswersPage({ id }: { id: string | null }) {
  if (id === null) return <AllAnswers />;
  const answer = answers.find((each) => each.id === id);
  if (answer) return <Answered answer={answer} />;
  return (
    <UnknownPage asked={id} heading={t('There is no such answer')}>
      <p>
        <a href={routeHash({ page: 'answers', answer: null })}>{t('All answers')}</a>
      </p>
    </UnknownPage>
  );
}

function AllAnswers() {
  return (
    <main className="app-answers">
      <header>
        <h1>{t('Answers')}</h1>
        <p className="app-quiet">
          {t(
            'Every question of the course, answered in a few sentences. The numbers are read off the simulated runs, and each answer leads to the moment that proves it.',
          )}
        </p>
      </header>
      {courseModules().map(({ id, title, lessons }) => (
        <section key={id} aria-labelledby={`answers-${id}`}>
          <h2 id={`answers-${id}`}>{title}</h2>
          <ul>
            {lessons
              .flatMap((lesson) => answersOf(lesson.id))
              .map((answer) => (
                <li key={answer.id} {...answerTongue()}>
                  <a href={routeHash({ page: 'answers', answer: answer.id })}>{answer.question}</a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

const answersOf = (lesson: string): Answer[] => answers.filter((each) => each.lesson === lesson);
