import { SETTINGS } from '../../scenario/schema.ts';
import { type AnyField, type Knob, knob } from '../knob.ts';
import { knobsOf } from '../knobList.ts';
import { appEntryOf, appTable, frontEntryIn, frontTable } from '../servers.ts';
import { type Path, pathText, type Written } from '../written.ts';

/** The table of the schema that a path leads into, by its beginning. */
function tableOf(path: Path, full: Written): Readonly<Record<string, AnyField>> | null {
  const [part, second] = path;
  const database = (full.database as Written | undefined)?.server;
  if (part === 'front') {
    const entry = frontEntryIn(full);
    if (entry === null) return null;
    const own = entry.parts.find((each) => each === second);
    return own && path.length > 2 ? SETTINGS[own] : frontTable(entry);
  }
  if (part === 'app') return appTable(appEntryOf(full));
  if (part === 'socket') return SETTINGS.socket;
  if (part === 'hosts') return SETTINGS.host;
  if (part === 'routes') return path.includes('spans') ? SETTINGS.span : SETTINGS.route;
  if (part === 'database')
    return database === 'sqlite'
      ? SETTINGS.sqlite
      : database === 'mysql'
        ? SETTINGS.mysql
        : SETTINGS.database;
  return null;
}

/** The knob of a setting: the one among the sandbox's, with all that turning it means, or a plain one. Null for what is no single setting. */
export function settingKnob(full: Written, path: Path): Knob | null {
  const route = path[0] === 'routes' && typeof path[1] === 'number' ? path[1] : 0;
  const wanted = pathText(path);
  const known = knobsOf(full, route).find((each) => pathText(each.path) === wanted);
  if (known) return known;
  const field = Object.values(tableOf(path, full) ?? {}).find(({ key }) => key === path.at(-1));
  return field ? knob('', path, field, []) : null;
}
