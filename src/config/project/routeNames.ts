import type { Route, Scenario } from '../../scenario/scenario.ts';

const PYTHON_WORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type print'.split(
    ' ',
  ),
);
/** What views.py and urls.py import by name. */
const TAKEN = [
  'answer',
  'asyncio',
  'at_random',
  'by_method',
  'compute',
  'ctypes',
  'os',
  'query',
  'random',
  'signal',
  'sync_to_async',
  'threading',
  'time',
  'transaction_on',
  'request',
  'views',
  'path',
  're_path',
];

/** A name in Python for each route's view, in their order. */
export function viewNames(routes: readonly Route[]): string[] {
  const used = new Set(TAKEN);
  return routes.map(({ name }) => {
    const plain = name.replaceAll('-', '_');
    let view = PYTHON_WORDS.has(plain) || used.has(plain) ? `${plain}_view` : plain;
    for (let number = 2; used.has(view); number++) view = `${plain}_${number}`;
    used.add(view);
    return view;
  });
}

/** Whether a route works within a transaction: it locks a row, or it writes. */
export function isTransaction({ locks, writes, queries, spans }: Route): boolean {
  const asks = queries > 0 || spans.some((span) => span.queries > 0);
  return asks && (locks !== '' || writes);
}

/** Whether any route needs the tables of `prepare.py`. */
export function usesRows({ database, routes }: Scenario): boolean {
  return database !== null && routes.some(isTransaction);
}
