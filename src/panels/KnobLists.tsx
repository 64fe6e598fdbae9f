import { t } from '../language/t.ts';
import { populationName } from '../scenario/parseClients.ts';
import { MOST_HOSTS, MOST_POPULATIONS, MOST_ROUTES, MOST_SPANS } from '../scenario/schema.ts';
import { hostNames, populationNames } from './script/deeds.ts';
import { valueIn, type Written, withValue } from './written.ts';

export interface ListProps {
  /** The scenario spelled out. */
  readonly full: Written;
  onChange(next: Written): void;
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const freshName = (stem: string, taken: readonly string[]) => {
  for (let n = 1; ; n++) {
    const name = n === 1 ? stem : `${stem}${n}`;
    if (!taken.includes(name)) return name;
  }
};

interface ChooserProps {
  readonly label: string;
  readonly words: string;
  readonly names: readonly string[];
  readonly chosen: number;
  /** What the buttons do: “Add a group of clients”. */
  readonly adds: string;
  readonly removes: string;
  readonly most: number;
  onChoose(index: number): void;
  onAdd(): void;
  /** null where the last one must stay. */
  readonly onRemove: (() => void) | null;
}

/** Which of several things the knobs below are of, and ways to have more or fewer of them. */
function Chooser(props: ChooserProps) {
  const { label, words, names, chosen, adds, removes, most, onChoose, onAdd, onRemove } = props;
  return (
    <p className="panel-knob panel-knob-chooser">
      <label>
        <span className="panel-unseen">
          {label}: {words}
        </span>
        <select value={chosen} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
          {names.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name while one is being renamed
            <option key={index} value={index}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="panel-step"
        aria-label={adds}
        aria-disabled={names.length >= most}
        onClick={() => names.length < most && onAdd()}
      >
        +
      </button>
      <button
        type="button"
        className="panel-step"
        aria-label={
          names[chosen] === undefined ? removes : t('Remove {name}', { name: names[chosen] })
        }
        aria-disabled={onRemove === null}
        onClick={() => onRemove?.()}
      >
        −
      </button>
    </p>
  );
}

interface ChosenProps extends ListProps {
  readonly chosen: number;
  onChoose(index: number): void;
}

/** The groups of clients. */
export function Populations({ full, chosen, onChoose, onChange }: ChosenProps) {
  const clients = listOf(full.clients);
  const names = populationNames(full).map((name, index) =>
    valueIn(clients[index], ['name']) === undefined ? populationName(index) : name,
  );
  return (
    <Chooser
      label={t('Clients')}
      words={t('whom the settings below are of')}
      adds={t('Add a group of clients')}
      removes={t('Remove the group of clients')}
      names={names}
      chosen={chosen}
      most={MOST_POPULATIONS}
      onChoose={onChoose}
      onAdd={() => {
        onChange({ ...full, clients: [...clients, { name: freshName('others', names) }] });
        onChoose(clients.length);
      }}
      onRemove={
        clients.length < 2
          ? null
          : () => {
              onChange({ ...full, clients: clients.filter((_, index) => index !== chosen) });
              onChoose(0);
            }
      }
    />
  );
}

/** The URLs, views and files alike. */
export function Routes({ full, chosen, onChoose, onChange }: ChosenProps) {
  const routes = listOf(full.routes);
  const names = routes.map((route, index) => routeLabel(route, index));
  const taken = routes.map((route) => String(valueIn(route, ['name'])));
  return (
    <Chooser
      label={t('URL')}
      words={t('which view the settings below are of')}
      adds={t('Add a URL')}
      removes={t('Remove the URL')}
      names={names}
      chosen={chosen}
      most={MOST_ROUTES}
      onChoose={onChoose}
      onAdd={() => {
        const name = freshName('page', taken);
        onChange({ ...full, routes: [...routes, { name, path: `/${name}` }] });
        onChoose(routes.length);
      }}
      onRemove={
        routes.length < 2
          ? null
          : () => {
              onChange({ ...full, routes: routes.filter((_, index) => index !== chosen) });
              onChoose(0);
            }
      }
    />
  );
}

export function routeLabel(route: unknown, index: number): string {
  return String(valueIn(route, ['path']) ?? valueIn(route, ['name']) ?? `route ${index + 1}`);
}

/** Named parts of a view: one more, or one fewer. */
export function Spans({ full, chosen, onChange }: ListProps & { readonly chosen: number }) {
  const path = ['routes', chosen, 'spans'] as const;
  const spans = listOf(valueIn(full, path));
  return (
    <p className="panel-knob-buttons">
      <button
        type="button"
        className="panel-button"
        aria-disabled={spans.length >= MOST_SPANS}
        onClick={() =>
          spans.length < MOST_SPANS &&
          onChange(withValue(full, path, [...spans, { kind: 'middleware', cpu: '1ms' }]))
        }
      >
        {t('Add a part')}
      </button>
      {spans.length > 0 && (
        <button
          type="button"
          className="panel-button"
          onClick={() =>
            onChange(withValue(full, path, spans.length === 1 ? undefined : spans.slice(0, -1)))
          }
        >
          {t('Remove part {spans}', { spans: spans.length })}
        </button>
      )}
    </p>
  );
}

/** The boxes that programs run on. */
export function Hosts({ full, onChange }: ListProps) {
  const names = hostNames(full);
  const used = ['front', 'app', 'database'].flatMap((part) => [
    valueIn(full, [part, 'host']),
    ...listOf(valueIn(full, [part, 'hosts'])),
  ]);
  const last = names.at(-1);
  const isFree = names.length > 1 && !used.includes(last) && last !== 'web' && last !== 'db';
  return (
    <p className="panel-knob-buttons">
      <button
        type="button"
        className="panel-button"
        aria-disabled={names.length >= MOST_HOSTS}
        onClick={() => {
          if (names.length >= MOST_HOSTS) return;
          const name = freshName('box', names);
          onChange(withValue(full, ['hosts', name], { cores: 2 }));
        }}
      >
        {t('Add a host')}
      </button>
      {isFree && (
        <button
          type="button"
          className="panel-button"
          onClick={() => onChange(withValue(full, ['hosts', String(last)], undefined))}
        >
          {t('Remove “{last}”', { last: String(last) })}
        </button>
      )}
    </p>
  );
}
