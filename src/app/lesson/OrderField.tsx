import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { plain } from '../../lesson/judge.ts';
import type { Question } from '../../lesson/lesson.ts';
import { InlineProse } from './Prose.tsx';
import { useRowDrag } from './useRowDrag.ts';

export interface OrderFieldProps {
  readonly ask: ReactNode;
  readonly question: Extract<Question, { kind: 'order' }>;
  /** Index of the item at each place; null: as it is written. */
  readonly order: readonly number[] | null;
  readonly locked: boolean;
  textOf(words: string): string;
  onOrder(order: readonly number[]): void;
}

/** Things to put in order: with buttons, with arrow keys, or by dragging a row to its place. */
export function OrderField({
  ask,
  question,
  order: kept,
  locked,
  textOf,
  onOrder,
}: OrderFieldProps) {
  const order = kept ?? question.items.map((_, item) => item);
  // As it is written it is an order too, and may be given as such, once it has been seen.
  const isUntouched = kept === null && !locked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useEffect(() => {
    if (isUntouched) onOrder(order);
  }, [isUntouched]);
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  // A row that moves loses the focus in some browsers: it is given back.
  const refocus = useRef<string | null>(null);

  function move(item: number, to: number): void {
    const from = order.indexOf(item);
    const place = Math.max(0, Math.min(order.length - 1, to));
    const name = plain(question.items[item]?.text ?? []);
    if (place !== from) onOrder(moved(order, from, place));
    setTold(
      place === from
        ? `${name}: stays ${place + 1} of ${order.length}`
        : `${name}: now ${place + 1} of ${order.length}`,
    );
  }
  const drag = useRowDrag(list, order, move, locked);

  function press(item: number, by: number, button: string): void {
    refocus.current = button;
    move(item, order.indexOf(item) + by);
    requestAnimationFrame(() => {
      if (refocus.current)
        list.current?.querySelector<HTMLElement>(`[data-button="${refocus.current}"]`)?.focus();
      refocus.current = null;
    });
  }
  function onKey(event: KeyboardEvent, item: number): void {
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -order.length, End: order.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const button = (event.target as HTMLElement).dataset.button;
    if (button) press(item, by, button);
  }

  return (
    <fieldset className="app-choices">
      <legend>{ask}</legend>
      <p className="app-quiet app-orderEnd">
        {ENDS[question.isLargestFirst ? 'most' : 'least'][question.measures]} first
      </p>
      <ol className="app-order" ref={list} data-locked={locked}>
        {order.map((item, place) => {
          const name = plain(question.items[item]?.text ?? []);
          return (
            <li key={item} data-row={item} {...drag.row(item)}>
              <span className="app-orderPlace" aria-hidden="true">
                {place + 1}
              </span>
              <span className="app-orderText">
                <InlineProse nodes={question.items[item]?.text ?? []} textOf={textOf} />
              </span>
              {!locked &&
                ([-1, 1] as const).map((by) => {
                  const button = `${by}:${item}`;
                  const isEnd = by < 0 ? place === 0 : place === order.length - 1;
                  return (
                    <button
                      key={by}
                      type="button"
                      className="app-orderMove"
                      data-button={button}
                      aria-disabled={isEnd}
                      aria-label={`${name}, ${place + 1} of ${order.length}: move ${by < 0 ? 'up' : 'down'}`}
                      onClick={() => press(item, by, button)}
                      onKeyDown={(event) => onKey(event, item)}
                    >
                      {by < 0 ? '↑' : '↓'}
                    </button>
                  );
                })}
              {!locked && (
                <span className="app-orderGrip" aria-hidden="true" data-grip="">
                  ⠿
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {!locked && (
        <p className="app-quiet">Drag a row, or move it with its buttons or the arrow keys.</p>
      )}
      <p className="app-hidden" role="status">
        {told}
      </p>
    </fieldset>
  );
}

/** The order with the item at one place put to another. */
function moved(order: readonly number[], from: number, to: number): number[] {
  const next = [...order];
  const [item] = next.splice(from, 1);
  next.splice(to, 0, item as number);
  return next;
}

/** What the first of an order is, by what it measures. */
const ENDS = {
  least: {
    duration: 'The shortest',
    count: 'The fewest',
    share: 'The smallest share',
    rate: 'The lowest rate',
    bytes: 'The smallest',
    text: 'The least',
  },
  most: {
    duration: 'The longest',
    count: 'The most',
    share: 'The largest share',
    rate: 'The highest rate',
    bytes: 'The largest',
    text: 'The most',
  },
} as const;
