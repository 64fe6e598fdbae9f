import { msg } from '../../language/t.ts';
import { type Noun, nounsText, nounText } from '../nouns.ts';
import { because } from './whyBecause.ts';
import { type Holding, type Moment, sayHolding } from './whyHeld.ts';
import { type Explanation, piece } from './whyParts.ts';

/** Slots named one by one in an explanation; the others are counted. */
export const NAMED = 3;

/** `the only worker is held`, `both workers are`, `all 3 workers are`. */
export function sayAllHeld(
  say: Explanation,
  count: number,
  what: Noun,
  setting: string | null,
): void {
  say.tell(
    msg(
      '{count, plural, =1 {the only {noun} is} =2 {both {nouns} are} other {all {number} {nouns} are}} held.##noun: worker, thread',
    ),
    { count, number: String(count), noun: nounText(what), nouns: nounsText(what) },
    { setting },
  );
}

/** One sentence on who is held by whom, one on why. */
export function sayGroups(say: Explanation, m: Moment, groups: readonly Holding[][]): void {
  const all = groups.flat();
  sayList(
    say,
    all.slice(0, NAMED).map((h, i) => sayHolding(m, h, i === 0)),
    all.length - NAMED,
  );
  groups.slice(0, 2).forEach((group, i) => {
    const first = group[0] as Holding;
    if (first.cause === 'moment' && groups.length > 1) return;
    const reason = because(m, first);
    if (i === 0) say.tell(msg('The reason: {reason}.'), { reason });
    else say.tell(msg('And {reason}.##one more reason'), { reason });
  });
}

/** A sentence of so many parts, and how many more there are that it does not name. */
export function sayList(say: Explanation, listed: readonly Explanation[], rest: number): void {
  const list = piece((into) => {
    listed.forEach((each, i) => {
      into.more(i > 0 ? msg('; {each}##one of a list') : '{each}', { each });
    });
  });
  if (rest > 0)
    say.tell(msg('{list}; {rest} more likewise.##list: worker 1 …; worker 2 …'), {
      list,
      rest: String(rest),
    });
  else say.tell(msg('{list}.##a sentence: worker 1 …; worker 2 …'), { list });
}
