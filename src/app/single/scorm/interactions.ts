import type { Answer } from '../../../lesson/answers.ts';
import type { AnswerEvidence } from '../../../lesson/evidence/evidence.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { scormTime } from './scormTime.ts';

/** SCORM 1.2 holds a response to 255 characters. */
const MOST = 255;

/** An answer as elements of `cmi.interactions.n`, in the order in which platforms want them. */
export function interactionOf(
  lesson: Lesson,
  { step: id, kind, first, isRight, ms }: AnswerEvidence,
): [element: string, value: string][] {
  const step = lesson.steps.find((each) => each.id === id);
  const question = step && 'question' in step ? step.question : null;
  const right =
    question?.kind === 'choice' ? question.options.findIndex((option) => option.isRight) : -1;
  return [
    ['id', `${lesson.id}.${id}`.replace(/[^\w.-]/g, '_').slice(0, MOST)],
    ['type', kind === 'puzzle' ? 'performance' : TYPES[question?.kind ?? 'curve']],
    ['student_response', first ? responseOf(first) : ''],
    ...(right < 0 ? [] : [['correct_responses.0.pattern', letter(right)] as [string, string]]),
    ['result', isRight === null ? 'neutral' : isRight ? 'correct' : 'wrong'],
    ['latency', scormTime(ms)],
  ];
}

const TYPES = { choice: 'choice', number: 'numeric', order: 'sequencing', curve: 'fill-in' };

/** Options are letters there, in the order of the lesson. */
const letter = (index: number): string => (index < 26 ? String.fromCharCode(97 + index) : 'z');

function responseOf(answer: Answer): string {
  switch (answer.kind) {
    case 'choice':
      return letter(answer.option);
    case 'number':
      return String(Number(answer.value.toPrecision(6)));
    case 'order':
      return answer.order.map(letter).join(',');
    default:
      return answer.values
        .map((value) => Number(value.toPrecision(4)))
        .join(' ')
        .slice(0, MOST);
  }
}
