import answers from '../../../lessons/course.yaml?answers';
import { language, t } from '../../language/t.ts';
import type { AnswerPage as Answer } from '../../lesson/answerPages.ts';
import { lessonCards } from '../course/catalog.ts';
import { ENGLISH_WORDS, PAGE_WORDS, Prose } from '../lesson/Prose.tsx';
import { routeHash } from '../route.ts';
import { LessonPicture } from './LessonPicture.tsx';

/** Questions and answers are English in every language, and are spoken as such. */
export const answerTongue = () => (language() === 'en' ? PAGE_WORDS : ENGLISH_WORDS);

/** One question, its answer with measured numbers, and the way to the moment that proves it. */
export function Answered({ answer }: { answer: Answer }) {
  const { question, values, lesson, title, step, picture } = answer;
  const others = answers.filter((each) => each.lesson === lesson && each.id !== answer.id);
  const tongue = answerTongue();
  const cards = lessonCards();
  const next = cards[cards.findIndex(({ id }) => id === lesson) + 1];
  return (
    <main className="app-answers">
      <p className="app-answersBack">
        <a href={routeHash({ page: 'answers', answer: null })}>{t('All answers')}</a>
      </p>
      <h1 {...tongue}>{question}</h1>
      <div className="app-answer" {...tongue}>
        <Prose blocks={answer.answer} textOf={(words) => values[words] ?? '?'} />
      </div>
      <p className="app-answerWays">
        <a
          className="app-primary"
          href={routeHash({ page: 'lesson', lesson, step, moment: null, proof: true })}
        >
          {t('See it happen')}
        </a>
        <a href={routeHash({ page: 'lesson', lesson, step: null, moment: null })}>
          {t('The lesson: {title}', { title })}
        </a>
      </p>
      {picture !== null && <LessonPicture lesson={lesson} alt={picture} />}
      {others.length > 0 && (
        <section aria-labelledby="same-lesson">
          <h2 id="same-lesson">{t('The same lesson also answers')}</h2>
          <ul>
            {others.map((each) => (
              <li key={each.id} {...tongue}>
                <a href={routeHash({ page: 'answers', answer: each.id })}>{each.question}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {next && (
        <section aria-labelledby="next-question">
          <h2 id="next-question">{t('The next question')}</h2>
          <ul>
            <li>
              <a href={routeHash({ page: 'answers', answer: next.id })}>{next.question}</a>
            </li>
          </ul>
        </section>
      )}
    </main>
  );
}
