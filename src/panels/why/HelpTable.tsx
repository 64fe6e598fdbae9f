import { Fragment, useEffect, useRef, useState } from 'react';
import type { CauseKind } from '../../insight/causes/causeKinds.ts';
import type { Help, HelpAnswer, HelpVerdict } from '../../insight/causes/helpShape.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import type { HelpSource } from './helpSource.ts';

export interface HelpTableProps {
  readonly request: number;
  readonly causes: readonly CauseKind[];
  readonly source: HelpSource;
  /** Its end has been watched. */
  readonly isOver: boolean;
}

type State =
  | { readonly is: 'unasked' }
  | { readonly is: 'asked'; readonly share: number }
  | { readonly is: 'answered'; readonly answer: HelpAnswer }
  | { readonly is: 'failed'; readonly message: string };

/** “What would have helped?”: asked on demand, for it simulates a dozen worlds. */
export function HelpTable({ request, causes, source, isOver }: HelpTableProps) {
  const [state, setState] = useState<State>({ is: 'unasked' });
  const cancel = useRef<() => void>(() => {});
  useEffect(() => () => cancel.current(), []);
  // A changed scenario is another question.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the source is what the answer depends on
  useEffect(() => {
    cancel.current();
    setState({ is: 'unasked' });
  }, [source]);
  const ask = (): void => {
    setState({ is: 'asked', share: 0 });
    cancel.current = source.ask(
      { request, causes },
      {
        onProgress: (share) => setState({ is: 'asked', share }),
        onDone: (answer) => setState({ is: 'answered', answer }),
        onFailed: (message) => setState({ is: 'failed', message }),
      },
    );
  };
  const stop = (): void => {
    cancel.current();
    setState({ is: 'unasked' });
  };
  return (
    <section className="panel-help" aria-label="What would have helped">
      {(state.is === 'unasked' || state.is === 'failed') && (
        <button
          type="button"
          className="panel-button"
          aria-disabled={!isOver}
          onClick={isOver ? ask : undefined}
        >
          What would have helped?
        </button>
      )}
      {state.is === 'unasked' && !isOver && (
        <p className="panel-quiet">Watch {requestName(request)} to its end first.</p>
      )}
      {state.is === 'failed' && <p role="alert">That could not be worked out: {state.message}</p>}
      {state.is === 'asked' && (
        <p className="panel-help-progress">
          <progress value={state.share} aria-label="Worlds simulated" /> Simulating the same world
          with one setting changed at a time{' '}
          <button type="button" className="panel-button" onClick={stop}>
            Cancel
          </button>
        </p>
      )}
      <div aria-live="polite">
        {state.is === 'answered' && <Answer answer={state.answer} onTry={source.onTry} />}
      </div>
    </section>
  );
}

const MARKS: Record<HelpVerdict, string> = {
  solves: '✓',
  helps: '↑',
  'no difference': '=',
  worse: '✗',
};

function Answer({ answer, onTry }: { answer: HelpAnswer; onTry: HelpSource['onTry'] }) {
  const { tried, before, request } = answer;
  if (tried.length === 0)
    return <p className="panel-quiet">No setting here could have changed this.</p>;
  const idle = tried.filter(isIdle);
  const shown = tried.filter((help) => !isIdle(help));
  return (
    <>
      {shown.length > 0 && (
        <table className="panel-help-table">
          <caption>
            What would have helped {requestName(request)} ({before.words}): same seed, one change
            each. p95 and errors: of all that had begun by its end
          </caption>
          <thead>
            <tr>
              <th scope="col">Change</th>
              <th scope="col">{requestName(request)} then</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((help) => (
              <Row key={`${help.path.join('.')} ${help.to}`} help={help} onTry={onTry} />
            ))}
          </tbody>
        </table>
      )}
      {idle.length > 0 && (
        <p className="panel-help-idle">
          <b>{MARKS['no difference']} No difference</b> would have made:{' '}
          {idle.map((help, index) => (
            <Fragment key={`${help.path.join('.')} ${help.to}`}>
              {index > 0 && '; '}
              {help.words} (<code>{help.setting}</code> {help.to})
            </Fragment>
          ))}
          .
        </p>
      )}
    </>
  );
}

/** Made no difference to the request, nor to the others. */
function isIdle({ verdict, p95, errors }: Help): boolean {
  return (
    verdict === 'no difference' &&
    isSame(p95.beforeUs, p95.afterUs) &&
    errors.before === errors.after
  );
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 0.05 * Math.max(a, b);

/** A number that keeps its unit beside it. */
function Whole({ text }: { text: string }) {
  return <span className="panel-help-whole">{text}</span>;
}

function Row({ help, onTry }: { help: Help; onTry: HelpSource['onTry'] }) {
  const { setting, from, to, words, after, verdict, p95, errors } = help;
  const hasErrors = errors.before > 0 || errors.after > 0;
  return (
    <tr data-verdict={verdict}>
      <th scope="row">
        {words}
        <span className="panel-help-setting">
          <code>{setting}</code> {from} → {to}
        </span>
        {onTry && (
          <button
            type="button"
            className="panel-button panel-help-try"
            aria-label={`Try it: ${setting} ${to}`}
            onClick={() => onTry(help.path, help.value)}
          >
            Try it
          </button>
        )}
      </th>
      <td>
        <b className="panel-help-verdict">
          <span aria-hidden="true">{MARKS[verdict]}</span> {verdict}
        </b>
        <span>{after.words}</span>
        {!isSame(p95.beforeUs, p95.afterUs) && (
          <span className="panel-quiet">
            p95 of all <Whole text={durationText(p95.beforeUs)} /> →{' '}
            <Whole text={durationText(p95.afterUs)} />
          </span>
        )}
        {hasErrors && (
          <span className="panel-quiet">
            errors {errors.before} → {errors.after}
          </span>
        )}
      </td>
    </tr>
  );
}
