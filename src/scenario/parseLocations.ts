import { t } from '../language/t.ts';
import { isRecord, readField, refuseUnknownKeys, under } from './fields.ts';
import { LOCATION_ROOT, LOCATION_STATUS } from './frontSchema.ts';
import { locationFault, splitMatch } from './locationPattern.ts';
import { itemsOf, type Place, writtenAt } from './place.ts';
import type { Location } from './scenario.ts';
import { MOST_LOCATIONS } from './schema.ts';

/** `/static/` from the disk, everything else from the app. */
export const DEFAULT_LOCATIONS: readonly Location[] = [
  { modifier: '', match: '/static/', does: 'static', root: LOCATION_ROOT.fallback },
  { modifier: '', match: '/', does: 'proxy' },
];

/** `front.locations`, nginx's `location {}` blocks. */
export function parseLocations({ problems }: Place, input: unknown): Location[] {
  const locations = itemsOf(problems, 'front.locations', input, MOST_LOCATIONS).map(
    (item, index): Location => {
      const at = `front.locations[${index}]`;
      const match = writtenAt(item, 'match');
      const where = splitMatch(typeof match === 'string' ? match.slice(0, 300) : '');
      if (!isRecord(item))
        problems.add(
          at,
          item,
          t('must be a location such as {sample}', {
            sample: '{ match: /static/, static: /srv/static }',
          }),
        );
      else {
        refuseUnknownKeys(problems, at, item, ['match', 'static', 'proxy', 'return']);
        const fault =
          typeof match === 'string'
            ? locationFault(where)
            : 'must be text such as /static/, = /health or ~ \\.css$';
        if (fault) problems.add(under(at, 'match'), match, fault);
      }
      const root = writtenAt(item, 'static');
      const status = writtenAt(item, 'return');
      const proxy = writtenAt(item, 'proxy');
      if (
        isRecord(item) &&
        [root, status, proxy].filter((value) => value !== undefined).length > 1
      ) {
        problems.add(at, item, t('says two things to do; allowed: one of static, proxy, return'));
      }
      if (root !== undefined)
        return {
          ...where,
          does: 'static',
          root:
            root === true
              ? LOCATION_ROOT.fallback
              : readField(problems, under(at, 'static'), root, LOCATION_ROOT),
        };
      if (status !== undefined)
        return {
          ...where,
          does: 'return',
          status: readField(problems, under(at, 'return'), status, LOCATION_STATUS),
        };
      if (proxy !== undefined && proxy !== true)
        problems.add(under(at, 'proxy'), proxy, t('must be true, or left out'));
      return { ...where, does: 'proxy' };
    },
  );
  locations.forEach(({ modifier, match }, index) => {
    const first = locations.findIndex(
      (other) => other.match === match && kindOf(other.modifier) === kindOf(modifier),
    );
    if (first < index)
      problems.add(
        `front.locations[${index}].match`,
        `${modifier} ${match}`.trim(),
        t('stands twice; nginx refuses a duplicate location (see front.locations[{first}])', {
          first: String(first),
        }),
      );
  });
  return locations;
}

/** nginx keeps prefixes of both kinds in one tree. */
const kindOf = (modifier: Location['modifier']) => (modifier === '^~' ? '' : modifier);
