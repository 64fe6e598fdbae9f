import type { StepKind } from './lesson.ts';

/** The heading of a step that brings none. */
export const STEP_TITLES: Readonly<Record<StepKind, string>> = {
  read: 'The scene',
  predict: 'What do you expect?',
  run: 'Watch',
  observe: 'What happened?',
  change: 'Change one thing',
  explain: 'Why',
  reveal: 'What came of it',
  puzzle: 'A puzzle',
  try: 'Now try',
};
