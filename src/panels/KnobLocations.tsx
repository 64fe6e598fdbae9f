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
        <code>location</code> <span>which addresses, and what {program} does with them</span>
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
                label={`Location ${index + 1}: address, with = ^~ ~ or ~* before it`}
                written={match}
                onFinish={(text) => replace(index, { ...location, match: text })}
              />
              <select
                aria-label={`Location ${index + 1}: what is done`}
                value={does}
                onChange={(event) => {
                  const next = event.currentTarget.value as keyof typeof USUAL;
                  replace(index, { match, [next]: USUAL[next] });
                }}
              >
                {DOES.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
              {does !== 'proxy' && (
                <FinishedText
                  label={`Location ${index + 1}: ${does === 'static' ? 'folder' : 'status'}`}
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
                aria-label={`Remove location ${index + 1}`}
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
        Add a location
      </button>
    </fieldset>
  );
}
