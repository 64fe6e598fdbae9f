import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { msg, t } from '../../language/t.ts';
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
  // As it is written it is an order too, and may be given as such, once it has been seen. Before anybody can press: a later effect would undo the first move.
  const isUntouched = kept === null && !locked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useLayoutEffect(() => {
    if (isUntouched) onOrder(order);
  }, [isUntouched]);
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  // A row that moves loses the focus in some browsers: it is given back at once, since a frame later it may have gone on to another.
  const refocus = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (refocus.current !== null)
      list.current?.querySelector<HTMLElement>(`[data-button="${refocus.current}"]`)?.focus();
    refocus.current = null;
  });

  function move(item: number, to: number): void {
    const from = order.indexOf(item);
    const place = Math.max(0, Math.min(order.length - 1, to));
    const name = plain(question.items[item]?.text ?? []);
    if (place !== from) onOrder(moved(order, from, place));
    const told = { name, place: place + 1, all: order.length };
    setTold(
      place === from
        ? t('{name}: stays {place} of {all}', told)
        : t('{name}: now {place} of {all}', told),
    );
  }
  const drag = useRowDrag(list, order, move, locked);

  function press(item: number, by: number, button: string): void {
    const from = order.indexOf(item);
    const isMoving = by < 0 ? from > 0 : from < order.length - 1;
    refocus.current = isMoving ? button : null;
    move(item, from + by);
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
        {t(ENDS[question.isLargestFirst ? 'most' : 'least'][question.measures])}
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
                  const stands = { name, place: place + 1, all: order.length };
                  return (
                    <button
                      key={by}
                      type="button"
                      className="app-orderMove"
                      data-button={button}
                      aria-disabled={isEnd}
                      aria-label={
                        by < 0
                          ? t('{name}, {place} of {all}: move up', stands)
                          : t('{name}, {place} of {all}: move down', stands)
                      }
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
        <p className="app-quiet">
          {t('Drag a row, or move it with its buttons or the arrow keys.')}
        </p>
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
    duration: msg('The shortest first'),
    count: msg('The fewest first'),
    share: msg('The smallest share first'),
    rate: msg('The lowest rate first'),
    bytes: msg('The smallest first'),
    text: msg('The least first'),
  },
  most: {
    duration: msg('The longest first'),
    count: msg('The most first'),
    share: msg('The largest share first'),
    rate: msg('The highest rate first'),
    bytes: msg('The largest first'),
    text: msg('The most first'),
  },
} as const;
