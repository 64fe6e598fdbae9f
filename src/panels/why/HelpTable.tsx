import { Fragment, useEffect, useRef, useState } from 'react';
import type { CauseKind } from '../../insight/causes/causeKinds.ts';
import type { Help, HelpAnswer, HelpVerdict } from '../../insight/causes/helpShape.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import { msg, t } from '../../language/t.ts';
import { rich } from '../../stage/rich.ts';
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
    <section className="panel-help" aria-label={t('What would have helped')}>
      {(state.is === 'unasked' || state.is === 'failed') && (
        <button
          type="button"
          className="panel-button"
          aria-disabled={!isOver}
          onClick={isOver ? ask : undefined}
        >
          {t('What would have helped?')}
        </button>
      )}
      {state.is === 'unasked' && !isOver && (
        <p className="panel-quiet">
          {t('Watch {request} to its end first.', { request: requestName(request) })}
        </p>
      )}
      {state.is === 'failed' && (
        <p role="alert">
          {t('That could not be worked out: {message}', { message: state.message })}
        </p>
      )}
      {state.is === 'asked' && (
        <p className="panel-help-progress">
          <progress value={state.share} aria-label={t('Worlds simulated')} />{' '}
          {t('Simulating the same world with one setting changed at a time')}{' '}
          <button type="button" className="panel-button" onClick={stop}>
            {t('Cancel')}
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

const VERDICTS: Record<HelpVerdict, string> = {
  solves: msg('solves##a setting that was tried'),
  helps: msg('helps##a setting that was tried'),
  'no difference': msg('no difference##a setting that was tried'),
  worse: msg('worse##a setting that was tried'),
};

function Answer({ answer, onTry }: { answer: HelpAnswer; onTry: HelpSource['onTry'] }) {
  const { tried, before, request } = answer;
  if (tried.length === 0)
    return <p className="panel-quiet">{t('No setting here could have changed this.')}</p>;
  const idle = tried.filter(isIdle);
  const shown = tried.filter((help) => !isIdle(help));
  return (
    <>
      {shown.length > 0 && (
        <table className="panel-help-table">
          <caption>
            {t(
              'What would have helped {request} ({words}): same seed, one change each. p95 and errors: of all that had begun by its end',
              { request: requestName(request), words: before.words },
            )}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('Change')}</th>
              <th scope="col">{t('{request} then', { request: requestName(request) })}</th>
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
          {rich('<b>{mark} No difference</b> would have made:', {
            b: (words) => <b>{words}</b>,
            mark: MARKS['no difference'],
          })}{' '}
          {idle.map((help, index) => (
            <Fragment key={`${help.path.join('.')} ${help.to}`}>
              {index > 0 && '; '}
              {help.words} (<code translate="no">{help.setting}</code> {help.to})
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
          <code translate="no">{setting}</code> {from} → {to}
        </span>
        {onTry && (
          <button
            type="button"
            className="panel-button panel-help-try"
            aria-label={t('Try it: {setting} {to}', { setting, to })}
            onClick={() => onTry(help.path, help.value)}
          >
            {t('Try it')}
          </button>
        )}
      </th>
      <td>
        <b className="panel-help-verdict">
          <span aria-hidden="true">{MARKS[verdict]}</span> {t(VERDICTS[verdict])}
        </b>
        <span>{after.words}</span>
        {!isSame(p95.beforeUs, p95.afterUs) && (
          <span className="panel-quiet">
            {rich('p95 of all {before} → {after}', {
              before: <Whole text={durationText(p95.beforeUs)} />,
              after: <Whole text={durationText(p95.afterUs)} />,
            })}
          </span>
        )}
        {hasErrors && (
          <span className="panel-quiet">
            {t('errors {before} → {after}', { before: errors.before, after: errors.after })}
          </span>
        )}
      </td>
    </tr>
  );
}
