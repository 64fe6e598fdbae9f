import type { Lesson } from '../../lesson/lesson.ts';
import { Glossary, Prose } from './Prose.tsx';
import './lessonWords.css';

/** The question of a lesson and the scene, to be read until its simulator is there. */
export function LessonWords({ lesson }: { lesson: Lesson }) {
  return (
    <main className="app-plain app-lessonWords" aria-busy="true">
      <Glossary.Provider value={lesson.terms}>
        <h1>{lesson.question}</h1>
        <Prose blocks={lesson.intro} textOf={notYet} />
      </Glossary.Provider>
    </main>
  );
}

/** Numbers are read off runs, and there are none yet. */
const notYet = (): string => '…';
