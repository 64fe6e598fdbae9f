import { t } from '../language/t.ts';
import { isRecord } from '../scenario/fields.ts';
import { MOST_LOCATIONS } from '../scenario/schema.ts';
import { type ListProps, listOf } from './KnobLists.tsx';
import { FinishedText } from './script/FinishedText.tsx';
import { valueIn, type Written, withValue } from './written.ts';

const DOES = ['proxy', 'static', 'return'] as const;
const USUAL = { proxy: true, static: '/srv/static', return: 404 } as const;

/** What stands in nginx's configuration where no locations are written. */
const DEFAULTS = [
  { match: '/static/', static: '/srv/static' },
  { match: '/', proxy: true },
];

/** The `location {}` blocks of a front server: which addresses, and what is done with them. */
export function Locations({ full, program, onChange }: ListProps & { readonly program: string }) {
  const path = ['front', 'locations'] as const;
  const locations = listOf(valueIn(full, path) ?? DEFAULTS);
  const set = (next: readonly unknown[]) => onChange(withValue(full, path, next));
  const replace = (index: number, by: unknown) =>
    set(locations.map((each, k) => (k === index ? by : each)));
  return (
    <fieldset className="panel-knob-locations">
      <legend>
        <code translate="no">location</code>{' '}
        <span>{t('which addresses, and what {program} does with them', { program })}</span>
      </legend>
      <ol>
        {locations.map((item, index) => {
          const location: Written = isRecord(item) ? item : {};
          const does = DOES.find((each) => each in location) ?? 'proxy';
          const match = String(location.match ?? '');
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a location is what stands at its place
            <li key={index}>
              <FinishedText
                label={t('Location {index}: address, with = ^~ ~ or ~* before it', {
                  index: index + 1,
                })}
                written={match}
                onFinish={(text) => replace(index, { ...location, match: text })}
              />
              <select
                aria-label={t('Location {index}: what is done', { index: index + 1 })}
                value={does}
                onChange={(event) => {
                  const next = event.currentTarget.value as keyof typeof USUAL;
                  replace(index, { match, [next]: USUAL[next] });
                }}
              >
                {DOES.map((each) => (
                  <option key={each} translate="no">
                    {each}
                  </option>
                ))}
              </select>
              {does !== 'proxy' && (
                <FinishedText
                  label={
                    does === 'static'
                      ? t('Location {index}: folder', { index: index + 1 })
                      : t('Location {index}: status', { index: index + 1 })
                  }
                  written={String(location[does] === true ? USUAL[does] : location[does])}
                  onFinish={(text) =>
                    replace(index, {
                      match,
                      [does]: does === 'return' && Number(text) > 0 ? Number(text) : text,
                    })
                  }
                />
              )}
              <button
                type="button"
                className="panel-step"
                aria-label={t('Remove location {index}', { index: index + 1 })}
                onClick={() => set(locations.filter((_, k) => k !== index))}
              >
                −
              </button>
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        className="panel-button"
        aria-disabled={locations.length >= MOST_LOCATIONS}
        onClick={() =>
          locations.length < MOST_LOCATIONS &&
          set([...locations, { match: `= /health${locations.length}`, return: 200 }])
        }
      >
        {t('Add a location')}
      </button>
    </fieldset>
  );
}
