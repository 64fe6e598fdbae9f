import {
  type EmbedOptions,
  LOADS,
  LOCKS,
  PANEL_NAMES,
  THEMES,
  UIS,
} from '../../embed/parameters.ts';
import { msg, t } from '../../language/t.ts';
import { LANGUAGES } from '../shell/languages.ts';
import { INSTRUMENTS } from '../workbench/instruments.tsx';
import type { Embeddable } from './snippets.ts';

interface Props {
  readonly target: Embeddable;
  readonly options: Partial<EmbedOptions>;
  onOptions(options: Partial<EmbedOptions>): void;
}

const WORDS: Readonly<Record<string, string>> = {
  auto: msg('as the page around it'),
  light: msg('light'),
  dark: msg('dark'),
  full: msg('all: words, stage, instruments'),
  compact: msg('words and stage'),
  view: msg('the stage alone'),
  click: msg('on a click (lightest)'),
  visible: msg('when it comes into view'),
  now: msg('at once'),
  steps: msg('the step: no way to another'),
  knobs: msg('the knobs'),
  seeds: msg('the chance'),
};

/** What the embedded page shall be. Whatever is left as it is does not stand in its address. */
export function EmbedOptionsForm({ target, options, onOptions }: Props) {
  const put = (change: Partial<EmbedOptions>) => onOptions({ ...options, ...change });
  const choice = <Name extends 'theme' | 'ui' | 'load'>(
    name: Name,
    label: string,
    values: readonly EmbedOptions[Name][],
  ) => (
    <label className="share-field">
      {label}
      <select
        className="app-select"
        value={options[name] ?? values[0]}
        onChange={(event) => put({ [name]: event.currentTarget.value })}
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {t(WORDS[value] ?? value)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset className="share-options">
      <legend>{t('How it shall be')}</legend>
      {target.is === 'lesson' && <Start target={target} options={options} onOptions={onOptions} />}
      {choice('ui', t('Shows'), UIS)}
      {choice('theme', t('Theme'), THEMES)}
      {choice('load', t('Loads'), LOADS)}
      <label className="share-field">
        {t('Language')}
        <select
          className="app-select"
          value={options.lang ?? ''}
          onChange={(event) => put({ lang: event.currentTarget.value || null })}
        >
          <option value="">{t('as the reader’s browser')}</option>
          {[...LANGUAGES].map(([code, { name }]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="share-field">
        {t('Height, px')}
        <input
          type="number"
          className="app-field"
          min={120}
          max={4000}
          placeholder={t('as its content')}
          value={options.height ?? ''}
          onChange={({ currentTarget: { value, valueAsNumber, validity } }) => {
            if (value === '') put({ height: null });
            else if (validity.valid && Number.isInteger(valueAsNumber))
              put({ height: valueAsNumber });
          }}
        />
      </label>
      {(options.ui ?? 'full') === 'full' && (
        <Checks
          legend={t('Instruments (none chosen: as the lesson has them)')}
          names={PANEL_NAMES.filter((name) => INSTRUMENTS.some(({ key }) => key === name))}
          wordsOf={(name) => t(INSTRUMENTS.find(({ key }) => key === name)?.label ?? name)}
          chosen={options.panels ?? []}
          onChosen={(panels) => put({ panels: panels.length === 0 ? null : panels })}
        />
      )}
      {target.is !== 'scenario' && (
        <Checks
          legend={t('Stays as it is')}
          names={LOCKS}
          wordsOf={(name) => t(WORDS[name] ?? name)}
          chosen={options.lock ?? []}
          onChosen={(lock) => put({ lock })}
        />
      )}
    </fieldset>
  );
}

function Start({
  target,
  options,
  onOptions,
}: {
  target: Extract<Embeddable, { is: 'lesson' }>;
  options: Partial<EmbedOptions>;
  onOptions(options: Partial<EmbedOptions>): void;
}) {
  const { atUs, step } = target;
  const seconds = atUs === null ? '' : (atUs / 1e6).toFixed(3);
  return (
    <Checks
      legend={t('Begins')}
      names={[...(step !== null && step > 1 ? ['step'] : []), ...(atUs === null ? [] : ['t'])]}
      wordsOf={(name) =>
        name === 'step'
          ? t('at this step, {step}', { step: step ?? 1 })
          : t('at this moment, {seconds} s', { seconds })
      }
      chosen={[...(options.step == null ? [] : ['step']), ...(options.t == null ? [] : ['t'])]}
      onChosen={(chosen) =>
        onOptions({
          ...options,
          step: chosen.includes('step') ? step : null,
          t: chosen.includes('t') ? atUs : null,
        })
      }
    />
  );
}

function Checks(props: {
  legend: string;
  names: readonly string[];
  wordsOf(name: string): string;
  chosen: readonly string[];
  onChosen(names: readonly string[]): void;
}) {
  const { legend, names, wordsOf, chosen, onChosen } = props;
  if (names.length === 0) return null;
  return (
    <fieldset className="share-checks">
      <legend>{legend}</legend>
      {names.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) =>
              onChosen(
                event.currentTarget.checked
                  ? [...chosen, name]
                  : chosen.filter((each) => each !== name),
              )
            }
          />{' '}
          {wordsOf(name)}
        </label>
      ))}
    </fieldset>
  );
}
