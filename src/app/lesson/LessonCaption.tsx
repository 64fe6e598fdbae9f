import { useMemo } from 'react';
import { momentOf } from '../../insight/claims/claimsReference.ts';
import type { Run } from '../../insight/shapes.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { playWindow, valueText } from '../../lesson/lessonValues.ts';
import type { Inline } from '../../lesson/markdown.ts';
import { type AuthoredCaption, Caption } from '../../panels/Caption.tsx';
import type { Player } from '../../player/player.ts';
import { isUntranslated } from '../course/lessonFiles.ts';
import { lookEvent } from './lookEvent.ts';
import { ENGLISH_WORDS, InlineProse, PAGE_WORDS, WordsTongue } from './Prose.tsx';

export interface LessonCaptionProps {
  readonly lesson: Lesson;
  readonly step: Step;
  /** The run on the stage. */
  readonly run: Run;
  runs(name: string): Run;
  readonly player: Player;
}

/** The line below the stage where a step has captions of its own. */
export function LessonCaption({ lesson, step, run, runs, player }: LessonCaptionProps) {
  const captions = useMemo(
    () => captionsOf(run, step, (words) => valueText(lesson, step.run, words, runs) ?? '—'),
    [lesson, run, runs, step],
  );
  return (
    <WordsTongue.Provider value={isUntranslated(lesson.id) ? ENGLISH_WORDS : PAGE_WORDS}>
      <Caption run={run} player={player} captions={captions} />
    </WordsTongue.Provider>
  );
}

/**
 * The captions of a step in this run, in order of time: each lasts until the next, or until the step's window ends. One whose moment does not
 * come with this chance is left out.
 */
function captionsOf(run: Run, step: Step, textOf: (words: string) => string): AuthoredCaption[] {
  if (step.captions.length === 0) return [];
  const untilUs = step.kind === 'run' ? playWindow(run, step).untilUs : run.endUs;
  const placed = step.captions.flatMap(({ at, say }) => {
    const fromUs = momentOf(run, at);
    return fromUs === null || fromUs > untilUs
      ? []
      : [{ fromUs, event: lookEvent(run, at), say: spoken(say) }];
  });
  placed.sort((a, b) => a.fromUs - b.fromUs || (a.event ?? -1) - (b.event ?? -1));
  return placed.map(({ fromUs, event, say }, index) => ({
    fromUs,
    event,
    untilUs: placed[index + 1]?.fromUs ?? untilUs,
    words: <InlineProse nodes={say} textOf={textOf} />,
    text: plain(say, textOf),
  }));
}

/** A line that comes and goes has nothing to press: terms and links are words like others. */
function spoken(nodes: readonly Inline[]): readonly Inline[] {
  return nodes.map((node): Inline => {
    if (node.kind === 'term') return { kind: 'text', text: node.text };
    if (node.kind === 'link') return { kind: 'strong', children: spoken(node.children) };
    return node.kind === 'strong' ? { ...node, children: spoken(node.children) } : node;
  });
}

function plain(nodes: readonly Inline[], textOf: (words: string) => string): string {
  return nodes
    .map((node) => {
      if ('children' in node) return plain(node.children, textOf);
      return node.kind === 'value' ? textOf(node.words) : node.text;
    })
    .join('');
}
