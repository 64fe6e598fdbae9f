import { useEffect, useMemo, useRef } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type Picks, readPicks } from '../../lesson/variants.ts';
import { replaceRoute, useRoute } from '../shell/useRoute.ts';
import { isKnobStep } from './turning.ts';
import type { LessonFlow } from './useLessonFlow.ts';

/**
 * Puts the knobs of a step as a link has them (`?set=3.1.2`), once, and as soon as the step may be opened; from then on the address
 * leaves them to the flow. Positions that do not fit are told and change nothing.
 */
export function useLinkedKnobs(
  lesson: Lesson,
  flow: Pick<LessonFlow, 'step' | 'send'>,
): { readonly wrong: string | null } {
  const route = useRoute();
  const here = route.page === 'lesson' && route.lesson === lesson.id ? route : null;
  const linked = useMemo(() => {
    if (here?.set === undefined) return null;
    const step = lesson.steps[(here.step ?? 0) - 1];
    if (!step || !isKnobStep(step)) return { wrong: null };
    const read = readPicks(step.knobs, here.set);
    return 'wrong' in read ? read : { step: step.id, value: read.value };
  }, [lesson, here]);
  const waiting = useRef<{ readonly step: string; readonly value: Picks } | null>(null);
  useEffect(() => {
    if (!here || !linked || 'wrong' in linked) return;
    waiting.current = linked;
    const { set: _, ...place } = here;
    replaceRoute(place);
  }, [here, linked]);

  const { step, send } = flow;
  useEffect(() => {
    if (waiting.current?.step !== step.id) return;
    const values = [...waiting.current.value];
    waiting.current = null;
    send({ type: 'draft', answer: { kind: 'knobs', values, solved: false } });
  });

  return {
    wrong:
      linked && 'wrong' in linked
        ? t('The knobs are as they were: in the link, {set}: {wrong}.', {
            set: `set=${here?.set?.slice(0, 40)}`,
            wrong: linked.wrong ?? t('this step has no knobs'),
          })
        : null,
  };
}
