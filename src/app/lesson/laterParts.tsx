import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { later } from '../../panels/later.tsx';

/** The parts of a step card that come as chunks of their own: what a lesson begins with does without them. */
export const TryLink = later(
  () => import('./TryLink.tsx').then((m) => m.TryLink),
  <TryLinkToCome />,
);
function TryLinkToCome() {
  return (
    <span className="app-primary app-wide" aria-busy="true">
      {t('Open it in the sandbox')}
    </span>
  );
}
export const MySolutions = later(
  () => import('./MySolutions.tsx').then((m) => m.MySolutions),
  null,
);
export const Facts = later(() => import('./Facts.tsx').then((m) => m.Facts), null);
/** The place is that of the button Next. */
export const Onward = later(
  () => import('./Onward.tsx').then((m) => m.Onward),
  <span className="app-button app-next" aria-busy="true">
    …
  </span>,
);
export const HandIn = later(() => import('../evidence/HandIn.tsx').then((m) => m.HandIn), null);
export const QuestionForm = later(() => import('./QuestionForm.tsx').then((m) => m.QuestionForm));
export const RunStep = later(() => import('./RunStep.tsx').then((m) => m.RunStep));
export const ChangeStep = later(() => import('./ChangeStep.tsx').then((m) => m.ChangeStep));
export const PuzzleStep = later(() => import('./PuzzleStep.tsx').then((m) => m.PuzzleStep));
export const OrderField = later(() => import('./OrderField.tsx').then((m) => m.OrderField));
export const CurveField = later(() => import('./CurveField.tsx').then((m) => m.CurveField));
export const Reveal = later(() => import('./Reveal.tsx').then((m) => m.Reveal));
export const VerdictBox = later(() => import('./VerdictBox.tsx').then((m) => m.VerdictBox), null);
export const OrderReveal = later(() => import('./OrderReveal.tsx').then((m) => m.OrderReveal));
export const CurveReveal = later(() => import('./CurveReveal.tsx').then((m) => m.CurveReveal));

/** What fetches the parts that the steps of a lesson will need, in the order in which they come. */
export function partsOf(lesson: Lesson): (() => Promise<void>)[] {
  const loads = lesson.steps.flatMap((step) => {
    switch (step.kind) {
      case 'predict':
      case 'observe':
        if (step.question.kind === 'order')
          return [QuestionForm.load, OrderField.load, OrderReveal.load];
        if (step.question.kind === 'curve')
          return [QuestionForm.load, CurveField.load, CurveReveal.load];
        return [QuestionForm.load, ...(step.kind === 'observe' ? [VerdictBox.load] : [])];
      case 'run':
        return [RunStep.load];
      case 'explain':
      case 'reveal':
        return step.reveals === null ? [] : [Reveal.load];
      case 'change':
        return [ChangeStep.load];
      case 'puzzle':
        return [PuzzleStep.load];
      case 'try':
        return [TryLink.load, MySolutions.load];
      default:
        return [];
    }
  });
  return [...new Set([...loads, Facts.load])];
}
