import { useId, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { PRESETS, type PresetName, presetTitle } from '../../scenario/presets.ts';
import { describeProblem } from '../../scenario/problems.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';
import { routeHash } from '../route.ts';
import { packSandbox } from '../sandbox/sandboxLink.ts';
import { sandboxScenario } from './ownComparison.ts';
import { SettingsThatDiffer } from './SettingsThatDiffer.tsx';
import { SideLetter } from './SideLetter.tsx';
import {
  baseOf,
  type CompareSide,
  FEWEST_SIDES,
  freeTitle,
  LONGEST_TITLE,
  MOST_SIDES,
  problemsOf,
  sideLetter,
  underTraffic,
} from './side.ts';

interface Props {
  readonly sides: readonly CompareSide[];
  /** Their runs, or null while they are not there. */
  readonly runs: readonly Run[] | null;
  onChange(sides: readonly CompareSide[]): void;
}

/** Adds, names, exchanges and takes away sides, and says in which settings they differ. */
export function SidesEditor({ sides, runs, onChange }: Props) {
  const [refused, setRefused] = useState<readonly string[]>([]);

  /** Keeps the sides as they are where the new ones would be faulty, and says why. */
  function offer(next: readonly CompareSide[]) {
    const problems = problemsOf(next);
    setRefused(problems.map(describeProblem));
    if (problems.length === 0) onChange(next);
  }

  const base = baseOf(sides);
  function sideOf(choice: string): CompareSide | null {
    const found = sourceOf(choice, sides);
    if (!found) return null;
    const { title, source } = found;
    if (!('scenario' in source) || base === null) return { title, source };
    return { title, source: { scenario: { ...underTraffic(base, source.scenario), title } } };
  }

  function add(choice: string) {
    const side = sideOf(choice);
    if (side) offer([...sides, { ...side, title: freeTitle(side.title, sides) }]);
  }

  function exchange(index: number, choice: string) {
    const found = index === 0 ? sourceOf(choice, sides) : sideOf(choice);
    if (!found) return;
    const others = sides.filter((_, i) => i !== index);
    const title = freeTitle(found.title, others);
    const traffic = index === 0 && 'scenario' in found.source ? found.source.scenario : null;
    offer(
      sides.map((side, i) => {
        if (i === index) return { ...found, title };
        // Another base brings its traffic to everybody.
        if (!traffic || !('scenario' in side.source)) return side;
        return { ...side, source: { scenario: underTraffic(traffic, side.source.scenario) } };
      }),
    );
  }

  return (
    <div className="app-sides">
      {runs && (
        <SettingsThatDiffer
          titles={sides.map(({ title }) => title)}
          scenarios={runs.map(({ scenario }) => scenario)}
        />
      )}
      <p className="app-quiet">
        {t(
          'Clients, routes, seed and duration of A are everybody’s; everything else is each side’s own.',
        )}
      </p>
      <ol>
        {sides.map((side, index) => (
          <SideLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a side is its place; its title changes while it is typed
            key={index}
            index={index}
            side={side}
            canRemove={sides.length > FEWEST_SIDES}
            onRename={(title) => onChange(sides.map((s, i) => (i === index ? { ...s, title } : s)))}
            onRemove={() => offer(sides.filter((_, i) => i !== index))}
            onExchange={(choice) => exchange(index, choice)}
            sides={sides}
          />
        ))}
      </ol>
      {sides.length < MOST_SIDES && (
        <SourceChoice
          label={t('Add a side')}
          first={t('Add a side …')}
          sides={sides}
          onChoose={add}
        />
      )}
      {refused.length > 0 && (
        <div role="alert" className="app-sidesRefused">
          <p>{t('That side cannot be taken under this traffic; nothing was changed.')}</p>
          <ul>
            {refused.slice(0, 4).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface LineProps {
  index: number;
  side: CompareSide;
  sides: readonly CompareSide[];
  canRemove: boolean;
  onRename(title: string): void;
  onRemove(): void;
  onExchange(choice: string): void;
}

function SideLine({ index, side, sides, canRemove, onRename, onRemove, onExchange }: LineProps) {
  const id = useId();
  const [typed, setTyped] = useState(side.title);
  const [shown, setShown] = useState(side.title);
  if (shown !== side.title) {
    setShown(side.title);
    setTyped(side.title);
  }
  const { source } = side;
  const letter = sideLetter(index);
  const packed = 'scenario' in source ? packSandbox(source.scenario) : null;

  /** Two sides of one name could not be told apart in the text. */
  function rename() {
    const others = sides.filter((_, i) => i !== index);
    const title = freeTitle(typed.trim() || t('side {letter}', { letter }), others);
    setTyped(title);
    if (title !== side.title) onRename(title);
  }

  return (
    <li>
      <span className="app-sidesName">
        <SideLetter side={index} />
        <label htmlFor={id} className="app-hidden">
          {t('Name of side {letter}', { letter })}
        </label>
        <input
          id={id}
          className="app-field"
          value={typed}
          maxLength={LONGEST_TITLE}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === 'Enter' && rename()}
        />
        <button
          type="button"
          className="panel-step"
          aria-label={t('Remove side {letter}, {name}', { letter, name: side.title })}
          aria-disabled={!canRemove}
          title={canRemove ? t('Remove') : t('A comparison has at least two sides')}
          onClick={canRemove ? onRemove : undefined}
        >
          ✕
        </button>
      </span>
      <span className="app-sidesTools">
        <SourceChoice
          label={t('Exchange side {letter}', { letter })}
          first={t('Exchange for …')}
          sides={sides}
          onChoose={onExchange}
        />
        {packed !== null && (
          <a href={routeHash({ page: 'sandbox', state: packed })}>{t('Open in the sandbox')}</a>
        )}
        {'measured' in source && (
          <span className="app-quiet">{t('measured: {name}', { name: source.measured })}</span>
        )}
      </span>
    </li>
  );
}

interface ChoiceProps {
  label: string;
  first: string;
  sides: readonly CompareSide[];
  onChoose(choice: string): void;
}

function SourceChoice({ label, first, sides, onChoose }: ChoiceProps) {
  return (
    <select
      className="app-select"
      aria-label={label}
      value=""
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{first}</option>
      <option value="sandbox">{t('the sandbox’s scenario')}</option>
      <optgroup label={t('A copy of')}>
        {sides.map(
          ({ title, source }, side) =>
            'scenario' in source && (
              <option key={title} value={`side ${side}`}>
                {sideLetter(side)}: {title}
              </option>
            ),
        )}
      </optgroup>
      <optgroup label={t('The deployment of')}>
        {(Object.keys(PRESETS) as PresetName[]).map((name) => (
          <option key={name} value={`preset ${name}`}>
            {presetTitle(name)}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

/** What a choice stands for: the sandbox, a copy of a side, a preset. */
function sourceOf(choice: string, sides: readonly CompareSide[]): CompareSide | null {
  const scenarioOf = (title: string, scenario: WrittenScenario): CompareSide => ({
    title,
    source: { scenario },
  });
  if (choice === 'sandbox') return scenarioOf(t('my sandbox'), sandboxScenario());
  const [kind, name = ''] = choice.split(' ', 2);
  if (kind === 'side') return sides[Number(name)] ?? null;
  if (kind !== 'preset') return null;
  const preset = PRESETS[name as PresetName];
  return preset
    ? scenarioOf(presetTitle(name as PresetName).slice(0, LONGEST_TITLE), preset)
    : null;
}
