import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { type CurveQuestion, curveTruth, pointWords } from '../../lesson/curve.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import { CurveFrame } from './CurveFrame.tsx';
import { CurveTable } from './CurveTable.tsx';
import {
  acrossOf,
  heightOf,
  nearestPoint,
  painted,
  STEPS,
  textOfValue,
  valueAt,
} from './curveScale.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { useVariants } from './useVerdict.ts';

type Values = readonly (number | null)[];

export interface CurveFieldProps {
  readonly ask: ReactNode;
  readonly step: QuestionStep;
  readonly question: CurveQuestion;
  readonly source: LessonRuns;
  /** Null where a point is not drawn yet; null altogether: nothing is. */
  readonly values: Values | null;
  readonly locked: boolean;
  onValues(values: Values): void;
}

/** So near to a drawn point a press takes hold of it, px; elsewhere it paints. */
const REACH_PX = 20;

/** A curve to draw: by dragging its points, painting across, with the keys of each point, or in a table. */
export function CurveField(props: CurveFieldProps) {
  const { ask, step, question, source, values: kept, locked, onValues } = props;
  const { points, given } = question;
  // Only what the question gives is simulated: the rest would give it away.
  const { isHere } = useVariants(source, step, given);
  const told = isHere ? curveTruth(source, { run: step.run, question }, given) : null;
  // While a finger moves the curve is drawn here alone; it is kept when the finger is lifted.
  const [stroke, setStroke] = useState<Values | null>(null);
  const drawn = stroke ?? kept ?? points.map(() => null);
  const shown = drawn.map((value, i) => (i < given ? (told?.[i] ?? null) : value));
  const missing = shown.filter((value, i) => value === null && i >= given).length;

  const plot = useRef<HTMLDivElement>(null);
  const held = useRef<{ x: number; y: number; point: number | null } | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const latest = useRef(drawn);
  latest.current = drawn;

  const placeOf = (event: PointerEvent): { x: number; y: number } => {
    const box = plot.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)),
      y: Math.max(0, Math.min(1, (box.bottom - event.clientY) / box.height)),
    };
  };
  const put = (index: number, value: number): Values =>
    drawn.map((each, i) => (i === index ? value : each));
  /** A finger may move and be lifted before what it drew is rendered: the last of it counts as well. */
  function draw(next: Values): void {
    latest.current = next;
    setStroke(next);
  }

  function down(event: PointerEvent): void {
    if (locked || event.button !== 0) return;
    event.preventDefault();
    const handle = (event.target as HTMLElement).closest<HTMLElement>('[data-point]');
    const at = placeOf(event);
    const point = handle && isNear(event, handle) ? Number(handle.dataset.point) : null;
    held.current = { ...at, point };
    plot.current?.setPointerCapture(event.pointerId);
    handle?.focus({ preventScroll: true });
    setActive(point ?? nearestPoint(question, at.x));
    draw(point === null ? painted(question, drawn, at, at) : drawn);
  }
  function move(event: PointerEvent): void {
    const from = held.current;
    if (!from) return;
    const at = placeOf(event);
    setActive(from.point ?? nearestPoint(question, at.x));
    draw(
      from.point === null
        ? painted(question, latest.current, from, at)
        : put(from.point, valueAt(question, at.y)),
    );
    held.current = { ...at, point: from.point };
  }
  function lift(): void {
    if (!held.current) return;
    held.current = null;
    onValues(latest.current);
    setStroke(null);
  }
  function onKey(event: KeyboardEvent, index: number): void {
    const now = shown[index] ?? before(shown, index) ?? question.top / 2;
    const next = keyed(event.key, now / question.top);
    if (next === null) return;
    event.preventDefault();
    setActive(index);
    onValues(put(index, valueAt(question, next)));
  }

  return (
    <fieldset className="app-choices">
      <legend>{ask}</legend>
      <CurveFrame
        question={question}
        lines={[{ kind: 'guess', values: shown }]}
        plot={plot}
        on={
          locked
            ? {}
            : { onPointerDown: down, onPointerMove: move, onPointerUp: lift, onPointerCancel: lift }
        }
      >
        {points.map(({ text }, i) => {
          const value = shown[i] ?? null;
          if (i < given)
            return value === null ? null : (
              <span
                key={text}
                className="app-curvePoint"
                data-kind="given"
                title={t('given')}
                style={{
                  left: `${acrossOf(question, i)}%`,
                  bottom: `${heightOf(question, value)}%`,
                }}
              >
                <span className="app-curveValue">{textOfValue(question, value)}</span>
              </span>
            );
          return (
            <div
              key={text}
              className="app-curvePoint"
              data-kind={value === null ? 'open' : 'guess'}
              data-point={i}
              data-active={active === i || undefined}
              role="slider"
              tabIndex={locked ? -1 : 0}
              aria-label={`${question.up}, ${pointWords(question, i)}`}
              aria-orientation="vertical"
              aria-disabled={locked}
              aria-valuemin={0}
              aria-valuemax={question.top}
              aria-valuenow={value ?? 0}
              aria-valuetext={value === null ? t('not drawn yet') : textOfValue(question, value)}
              style={{
                left: `${acrossOf(question, i)}%`,
                bottom: `${heightOf(question, value ?? before(shown, i) ?? question.top / 2)}%`,
              }}
              onKeyDown={(event) => !locked && onKey(event, i)}
            >
              {value !== null && (
                <span className="app-curveValue">{textOfValue(question, value)}</span>
              )}
            </div>
          );
        })}
      </CurveFrame>
      <p className="app-quiet" role="status">
        {locked
          ? t('Your curve.')
          : missing > 0
            ? t(
                'Draw with mouse or finger, or with the arrow keys on each point. {count} of {all} points to go.',
                { count: missing, all: points.length - given },
              )
            : t('Every point is drawn. You may still change it.')}
      </p>
      <CurveTable
        question={question}
        values={shown}
        locked={locked}
        onValue={(index, value) => onValues(put(index, value))}
      />
    </fieldset>
  );
}

/** The height of the nearest drawn point to the left: where an open point waits. */
function before(values: Values, index: number): number | null {
  for (let i = index - 1; i >= 0; i--) if (values[i] !== null) return values[i] as number;
  return null;
}

function isNear(event: PointerEvent, handle: HTMLElement): boolean {
  const { left, top, width, height } = handle.getBoundingClientRect();
  return (
    handle.dataset.kind === 'guess' &&
    Math.hypot(event.clientX - left - width / 2, event.clientY - top - height / 2) <= REACH_PX
  );
}

/** Where a key moves a slider to, as a share of the height; null: not a key of it. */
function keyed(key: string, share: number): number | null {
  const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[
    key
  ];
  if (by !== undefined) return share + by / STEPS;
  return key === 'Home' ? 0 : key === 'End' ? 1 : null;
}
