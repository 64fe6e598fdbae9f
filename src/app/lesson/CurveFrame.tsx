import type { ReactNode, Ref } from 'react';
import type { CurveQuestion } from '../../lesson/curve.ts';
import { acrossOf, linesOf, textOfValue } from './curveScale.ts';

interface Props {
  readonly question: CurveQuestion;
  readonly lines: readonly {
    readonly kind: 'guess' | 'truth';
    readonly values: readonly (number | null)[];
  }[];
  /** Over the lines: points, handles. */
  readonly children: ReactNode;
  readonly plot?: Ref<HTMLDivElement>;
  readonly on?: Pick<
    React.DOMAttributes<HTMLDivElement>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
  >;
}

/** The drawing of a curve: its axes in words, a grid, lines, and whatever stands on them. */
export function CurveFrame({ question, lines, children, plot, on = {} }: Props) {
  const { points, across, up, top } = question;
  return (
    <div className="app-curve" data-near={points.length > 5}>
      <p className="app-curveUp" aria-hidden="true">
        ↑ {up}
      </p>
      <div className="app-curveScale" aria-hidden="true">
        {[1, 0.5, 0].map((share) => (
          <span key={share}>{share === 0 ? '0' : textOfValue(question, share * top)}</span>
        ))}
      </div>
      <div className="app-curvePlot" ref={plot} {...on}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {[0, 25, 50, 75, 100].map((y) => (
            <line key={y} className="app-curveGrid" x1={0} x2={100} y1={y} y2={y} />
          ))}
          {points.map(({ text }, i) => (
            <line
              key={text}
              className="app-curveGrid"
              x1={acrossOf(question, i)}
              x2={acrossOf(question, i)}
              y1={0}
              y2={100}
            />
          ))}
        </svg>
        {lines.map(({ kind, values }) => (
          <svg
            key={kind}
            className="app-curveLine"
            data-kind={kind}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {linesOf(question, values).map((line) => (
              <polyline key={line} points={line} />
            ))}
          </svg>
        ))}
        {children}
      </div>
      <div className="app-curveAcross" aria-hidden="true">
        {points.map(({ text }) => (
          <span key={text}>{text}</span>
        ))}
      </div>
      <p className="app-curveAcrossWords" aria-hidden="true">
        {across} →
      </p>
    </div>
  );
}
