import { isRecord } from '../scenario/fields.ts';
import { valueIn, type Written, withValue } from './written.ts';

/** The scenario with a route or a group of clients called otherwise, wherever it is named: by clients, as a file of a page, in the script. */
export function renamed(
  scenario: Written,
  part: 'routes' | 'clients',
  index: number,
  to: string,
): Written {
  const from = valueIn(scenario, [part, index, 'name']);
  const next = withValue(scenario, [part, index, 'name'], to);
  if (from === undefined) return next;
  const isNamed = (value: unknown) => value === from;
  const script = listOf(next.script).map((line) => renamedIn(line, part, isNamed, to));
  const clients = listOf(next.clients).map((clients) =>
    part === 'clients' ? clients : withRoutes(clients, isNamed, to),
  );
  return {
    ...next,
    ...(next.clients === undefined ? {} : { clients }),
    ...(next.script === undefined ? {} : { script }),
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Test = (value: unknown) => boolean;

function withRoutes(clients: unknown, isNamed: Test, to: string): unknown {
  if (!isRecord(clients)) return clients;
  const swap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(swap);
    if (isRecord(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, weight]) => [isNamed(key) ? to : key, weight]),
      );
    return isNamed(value) ? to : value;
  };
  const { asks, assets, arrivals } = clients;
  return {
    ...clients,
    ...(asks === undefined ? {} : { asks: swap(asks) }),
    ...(assets === undefined ? {} : { assets: swap(assets) }),
    ...(Array.isArray(arrivals)
      ? {
          arrivals: arrivals.map((item) =>
            isRecord(item) && isNamed(item.route) ? { ...item, route: to } : item,
          ),
        }
      : {}),
  };
}

/** `burst: { clients, route }` and `slow-client: { clients }`. */
function renamedIn(line: unknown, part: 'routes' | 'clients', isNamed: Test, to: string): unknown {
  if (!isRecord(line)) return line;
  const key = part === 'routes' ? 'route' : 'clients';
  return Object.fromEntries(
    Object.entries(line).map(([action, value]) => [
      action,
      isRecord(value) && isNamed(value[key]) ? { ...value, [key]: to } : value,
    ]),
  );
}
