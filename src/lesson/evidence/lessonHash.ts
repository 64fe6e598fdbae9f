import type { Lesson, LessonKnob, Question, Step } from '../lesson.ts';

/**
 * A short name for what a lesson asks and simulates: two lessons with the same can be answered, and judged, alike. Words are no part of it, so it
 * is the same in every language. It tells versions apart; it protects against nobody.
 */
export function lessonHash(lesson: Lesson): string {
  const runs = lesson.runs.map(({ name, scenario }) => [name, scenario]);
  const text = JSON.stringify([lesson.id, lesson.steps.map(askedIn), runs], (key, value) =>
    key === 'title' ? undefined : value,
  );
  return `${hash32(text, 0x811c9dc5)}${hash32(text, 0x2f0b4c47)}`;
}

function askedIn(step: Step): unknown {
  const asks = 'question' in step ? questionOf(step.question) : null;
  const knobs = 'knobs' in step ? step.knobs.map(knobOf) : null;
  const goal = step.kind === 'puzzle' ? [step.goal, step.budget?.most ?? null] : null;
  return [step.id, step.kind, step.run, asks, knobs, goal];
}

function questionOf(question: Question): unknown {
  switch (question.kind) {
    case 'choice':
      return ['choice', question.options.map(({ isRight }) => isRight)];
    case 'number':
      return ['number', question.measure, question.run, question.tolerance];
    case 'order':
      return ['order', question.items.map(({ measure, run }) => [measure, run])];
    case 'curve':
      return [
        'curve',
        question.points.map(({ settings }) => settings),
        question.measure,
        question.given,
        question.tolerance,
      ];
  }
}

const knobOf = ({ set, values, start }: LessonKnob): unknown => [
  set,
  start,
  values.map(({ settings, cost }) => [settings, cost]),
];

/** FNV-1a, 32 bits. */
function hash32(text: string, basis: number): string {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
