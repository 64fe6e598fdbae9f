import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { stateName } from '../../insight/chartMoment.ts';
import { t } from '../../language/t.ts';
import type { ChartPicture, ChartState } from '../../recording/chartShape.ts';
import { arrowLabel, LINE_PX, staysOf, wordLines } from './drawnArrows.ts';
import type { ChartLayout } from './layOutChart.ts';

export interface ChartDrawingProps {
  readonly picture: ChartPicture;
  readonly layout: ChartLayout;
  /** Whether the words stand at every line, or at those alone that matter now. */
  readonly withLabels: boolean;
  readonly zoom: number;
  /** The innermost state the actor is in. */
  readonly state: string;
  /** Index of the arrow taken last, or null. */
  readonly last: number | null;
  /** The state whose moments are listed, or null. */
  readonly chosen: string | null;
  onChoose(state: string | null): void;
}

/** The chart: states as rounded boxes, the present one lit and said, the transition taken last drawn thick with its words. */
export function ChartDrawing(props: ChartDrawingProps) {
  const { picture, layout, zoom, state, last, chosen, onChoose } = props;
  const frame = useRef<HTMLElement>(null);
  const tip = useId();
  useInSight(frame, layout, zoom, state);
  const outer = new Set(picture.states.map(({ parent }) => parent));
  return (
    <section
      ref={frame}
      className="panel-chart-frame"
      aria-label={t('The drawn chart')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
      tabIndex={0}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing */}
      <svg
        className="panel-chart"
        width={layout.width * zoom}
        height={layout.height * zoom}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        aria-label={picture.title}
        role="group"
      >
        <defs>
          {(['', 'lit'] as const).map((look) => (
            <marker
              key={look}
              id={`${tip}${look}`}
              className={`panel-chart-tip ${look && 'panel-chart-tip-lit'}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth={look ? 9 : 7}
              markerHeight={look ? 9 : 7}
              markerUnits="userSpaceOnUse"
              orient="auto-start-reverse"
            >
              <path d="M0 0 8 4 0 8z" />
            </marker>
          ))}
        </defs>
        {picture.states
          .filter(({ path }) => outer.has(path))
          .map((one) => (
            <OuterState key={one.path} state={one} layout={layout} isNow={isIn(state, one.path)} />
          ))}
        <Arrows {...props} tip={tip} />
        {picture.states
          .filter(({ path }) => !outer.has(path))
          .map((one) => (
            <InnermostState
              key={one.path}
              state={one}
              picture={picture}
              layout={layout}
              isNow={one.path === state}
              isChosen={one.path === chosen}
              onPress={() => onChoose(one.path === chosen ? null : one.path)}
            />
          ))}
        <ArrowWords {...props} last={last} />
      </svg>
    </section>
  );
}

function OuterState({
  state,
  layout,
  isNow,
}: {
  readonly state: ChartState;
  readonly layout: ChartLayout;
  readonly isNow: boolean;
}) {
  const box = layout.boxes.get(state.path);
  if (!box) return null;
  const left = box.x - box.width / 2;
  const top = box.y - box.height / 2;
  return (
    <g className="panel-chart-outer" data-now={isNow || undefined}>
      <rect x={left} y={top} width={box.width} height={box.height} rx={12} />
      <text x={left + 10} y={top + 14}>
        {state.words} <tspan className="panel-chart-name">{stateName(state.path)}</tspan>
      </text>
    </g>
  );
}

function InnermostState({
  state,
  picture,
  layout,
  isNow,
  isChosen,
  onPress,
}: {
  readonly state: ChartState;
  readonly picture: ChartPicture;
  readonly layout: ChartLayout;
  readonly isNow: boolean;
  readonly isChosen: boolean;
  onPress(): void;
}) {
  const box = layout.boxes.get(state.path);
  if (!box) return null;
  const lines = wordLines(state.words);
  const name = stateName(state.path);
  const stays = staysOf(picture, state.path);
  const whole = [...lines, name, ...stays].join(' ');
  const top = box.y - box.height / 2;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onPress();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
    <g
      className="panel-chart-state"
      role="button"
      tabIndex={0}
      aria-pressed={isChosen}
      aria-current={isNow ? 'step' : undefined}
      // Begins with what stands in the box, for those who speak to their machine.
      aria-label={
        isNow
          ? t('{state}, the present state. List the moments in which it was entered', {
              state: whole,
            })
          : t('{state}. List the moments in which it was entered', { state: whole })
      }
      data-state={state.path}
      onClick={onPress}
      onKeyDown={onKey}
    >
      <rect x={box.x - box.width / 2} y={top} width={box.width} height={box.height} rx={9} />
      {isNow && <path className="panel-chart-here" d={`M${box.x - 6} ${top - 9}h12l-6 7z`} />}
      <text textAnchor="middle">
        {lines.map((line, i) => (
          <tspan key={line} x={box.x} y={top + 15 + LINE_PX * i}>
            {`${line} `}
          </tspan>
        ))}
        <tspan className="panel-chart-name" x={box.x} y={top + 15 + LINE_PX * lines.length}>
          {`${name} `}
        </tspan>
        {stays.map((line, i) => (
          <tspan
            key={line}
            className="panel-chart-name"
            x={box.x}
            y={top + 15 + LINE_PX * (lines.length + 1 + i)}
          >
            {`${line} `}
          </tspan>
        ))}
      </text>
    </g>
  );
}

function Arrows({ picture, layout, state, last, tip }: ChartDrawingProps & { tip: string }) {
  // The lit ones are drawn last, above the others.
  const looks = layout.arrows.map((arrow) => ({
    arrow,
    look: lookOf(picture, arrow, state, last),
  }));
  looks.sort((a, b) => RANK[a.look] - RANK[b.look]);
  return (
    <g>
      {looks.map(({ arrow, look }) => (
        <path
          key={arrow.key}
          className="panel-chart-arrow"
          data-look={look}
          d={curve(arrow.points)}
          markerEnd={`url(#${tip}${look === 'last' ? 'lit' : ''})`}
        />
      ))}
    </g>
  );
}

function ArrowWords({ picture, layout, withLabels, state, last }: ChartDrawingProps) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused; the tables say the same in order
    <g aria-hidden="true">
      {layout.arrows.map((arrow) => {
        const look = lookOf(picture, arrow, state, last);
        if (!withLabels && look !== 'last') return null;
        // Of several arrows in one line the one taken is named; without room of its own its words stand above the line.
        const lines = look === 'last' && last !== null ? [arrowLabel(picture, last)] : arrow.lines;
        const aboveLine = withLabels ? 0 : 9;
        return (
          <text key={arrow.key} className="panel-chart-words" data-look={look} textAnchor="middle">
            {lines.map((line, i) => (
              <tspan
                key={line}
                x={arrow.label.x}
                y={arrow.label.y + 4 - aboveLine + LINE_PX * (i - (lines.length - 1) / 2)}
              >
                {line}
              </tspan>
            ))}
          </text>
        );
      })}
    </g>
  );
}

type Look = 'last' | 'next' | 'other';
const RANK: Record<Look, number> = { other: 0, next: 1, last: 2 };

function lookOf(
  picture: ChartPicture,
  { arrows, from }: ChartLayout['arrows'][number],
  state: string,
  last: number | null,
): Look {
  if (last !== null && arrows.includes(last) && picture.arrows[last]?.to === state) return 'last';
  return isIn(state, from) ? 'next' : 'other';
}

const isIn = (state: string, path: string) => state === path || state.startsWith(`${path}.`);

/** A line through the middles between the points, bent towards each of them. */
function curve(points: ChartLayout['arrows'][number]['points']): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const last = rest.pop();
  if (!last) return '';
  let d = `M${first.x} ${first.y}`;
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : last;
    d += `Q${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return rest.length === 0 ? `${d}L${last.x} ${last.y}` : d;
}

/** Scrolls the drawing by itself so that the present state is seen, unless somebody works in it. */
function useInSight(
  frame: RefObject<HTMLElement | null>,
  layout: ChartLayout,
  zoom: number,
  state: string,
): void {
  useEffect(() => {
    const element = frame.current;
    const box = layout.boxes.get(state);
    if (!element || !box || element.contains(document.activeElement)) return;
    const keep = (at: number, size: number, from: number, room: number) =>
      at - size / 2 < from || at + size / 2 > from + room ? at - room / 2 : from;
    element.scrollTo({
      left: keep(box.x * zoom, box.width * zoom, element.scrollLeft, element.clientWidth),
      top: keep(box.y * zoom, box.height * zoom, element.scrollTop, element.clientHeight),
    });
  }, [frame, layout, zoom, state]);
}
