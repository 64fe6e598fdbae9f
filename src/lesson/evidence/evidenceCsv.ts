import { type Cell, csvText } from './csv.ts';
import type { Evidence } from './evidence.ts';

/** Column names stay English: they are read by programs, and files of one class may come from several languages. */
const COLUMNS = [
  'learner',
  'lesson',
  'title',
  'version',
  'written at',
  'finished',
  'step',
  'kind',
  'question',
  'first answer',
  'truth',
  'right',
  'seconds',
  'tries',
  'hints',
  'skipped',
];

/** One row for each question of each learner. */
export function evidenceCsv(all: readonly Evidence[]): string {
  const rows = all.flatMap(({ learner, lesson, writtenAt, isFinished, answers }) =>
    answers.map((each): Cell[] => [
      learner,
      lesson.id,
      lesson.title,
      lesson.hash,
      writtenAt,
      isFinished,
      each.step,
      each.kind,
      each.question,
      each.firstText,
      each.truthText,
      each.isRight,
      Math.round(each.ms / 100) / 10,
      each.tries,
      each.hints,
      each.isSkipped,
    ]),
  );
  return csvText([COLUMNS, ...rows]);
}
