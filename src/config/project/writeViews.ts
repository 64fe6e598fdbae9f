import type { Route, Scenario } from '../../scenario/scenario.ts';
import { inComment, Page, pySeconds, pyString, type SettingPath } from '../page.ts';
import { isTransaction, viewNames } from './routeNames.ts';

/** A line of a view, without its indentation. */
type Step = readonly [text: string, ...paths: SettingPath[]];

const EFFECTS: Readonly<Record<Route['effect'], readonly string[]>> = {
  none: [],
  crash: ['os._exit(1)  # ends this process at once, without an answer'],
  segv: ['ctypes.string_at(0)  # a segmentation fault: the kernel ends this process'],
  sigkill: ['os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does where memory runs out'],
  hang: ['threading.Event().wait()  # waits for ever'],
  'hang-hard': [
    'signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGABRT})  # deaf to what --timeout sends first',
    'threading.Event().wait()  # waits for ever',
  ],
  spin: ['while True:  # computes for ever', '    pass'],
};

/** `views.py`: a view for each route that does for real what the simulation has it do. */
export function writeViews({ routes }: Scenario): Page {
  const views = new Page('views.py');
  const names = viewNames(routes);
  routes.forEach((route, index) => {
    writeView(views, route, names[index] as string, index);
  });
  const text = views.file.text;
  const used = (names: readonly string[], follows: string) =>
    names.filter((name) => new RegExp(`\\b${name}\\${follows}`).test(text));
  const modules = used(['asyncio', 'ctypes', 'os', 'signal', 'threading', 'time'], '.');
  const own = used(['answer', 'at_random', 'compute', 'query', 'transaction_on'], '(');
  if (/sync_to_async\(query\)/.test(text)) own.push('query');
  const page = new Page('views.py').all([
    '"""One view for each route of the simulation, with the same work in the same order."""',
    ...modules.map((name) => `import ${name}`),
    ...(modules.length > 0 ? [''] : []),
    ...(text.includes('sync_to_async') ? ['from asgiref.sync import sync_to_async', ''] : []),
    `from work import ${[...new Set(own)].join(', ')}`,
  ]);
  for (const { text: line, paths } of views.lines) page.add(line, ...paths);
  return page;
}

function writeView(page: Page, route: Route, name: string, index: number): void {
  const at = (...keys: (string | number)[]): SettingPath => ['routes', index, ...keys];
  // A transaction cannot be spread over awaits: then all of it runs in one thread.
  const isThreaded = route.isAsync && isTransaction(route);
  const isAsync = route.isAsync && !isThreaded;
  page.all(['', '']);
  page.add(`${route.isAsync ? 'async ' : ''}def ${name}(request):`, at('name'), at('async'));
  page.add(
    `    """${route.method} ${inComment(route.path).replaceAll('\\', '\\\\').replaceAll('"', "'")}"""`,
    at('path'),
    at('method'),
  );
  page.add('    request.body  # reads what was sent to its end');
  if (route.memoryBytes > 0)
    page.add(
      `    ballast = b"." * ${route.memoryBytes}  # memory that is needed meanwhile`,
      at('memory'),
    );
  let indent = '    ';
  if (isThreaded) {
    page.add('').add('    def work():');
    indent += '    ';
  }
  if (isTransaction(route)) {
    page.add(
      `${indent}with transaction_on(${pyString(route.locks)}, writes=${route.writes ? 'True' : 'False'}):`,
      at('locks'),
      at('writes'),
    );
    indent += '    ';
  }
  const steps = stepsOf(route, isAsync, at);
  for (const [text, ...paths] of steps) page.add(`${indent}${text}`, ...paths);
  if (steps.length === 0 && indent !== '    ') page.add(`${indent}pass`);
  if (isThreaded) page.add('').add('    await sync_to_async(work)()');
  if (route.memoryBytes > 0) page.add('    del ballast');
  page.add(
    `    return answer(${route.responseBytes}, ${pyString(route.contentType)})`,
    at('response'),
    at('type'),
  );
}

/** What the view does, in the order of the simulation: its named parts, its effect, then its own queries, work and wait. */
function stepsOf(
  route: Route,
  isAsync: boolean,
  at: (...keys: (string | number)[]) => SettingPath,
): Step[] {
  const steps: Step[] = [];
  const part = (
    queries: number,
    queryUs: number,
    cpuUs: number,
    wait: string | null,
    words: string,
    where: (key: string) => SettingPath,
  ) => {
    const behind = words === '' ? '' : `  # ${words}`;
    const times = queries > 1 ? `, times=${queries}` : '';
    if (queries > 0)
      steps.push([
        `${isAsync ? 'await sync_to_async(query)(' : 'query('}${pySeconds(queryUs)}${times})${behind}`,
        where('queries'),
        where('query'),
      ]);
    if (cpuUs > 0) steps.push([`compute(${pySeconds(cpuUs)})${behind}`, where('cpu')]);
    if (wait !== null)
      steps.push([`${isAsync ? 'await asyncio' : 'time'}.sleep(${wait})${behind}`, where('wait')]);
  };
  route.spans.forEach((span, index) => {
    const wait = span.waitUs > 0 ? pySeconds(span.waitUs) : null;
    part(
      span.queries,
      span.queryUs,
      span.cpuUs,
      wait,
      inComment(`${span.kind} ${span.name}`),
      (key) => at('spans', index, key),
    );
  });
  for (const text of EFFECTS[route.effect]) steps.push([text, at('effect')]);
  const seconds = pySeconds(route.waitUs);
  const wait =
    route.waitUs === 0 ? null : route.waitIs === 'exponential' ? `at_random(${seconds})` : seconds;
  part(route.queries, route.queryUs, route.cpuUs, wait, '', at);
  return steps;
}

/** `urls.py`: paths to views, by method where a path has several. */
export function writeUrls({ routes }: Scenario): Page {
  const names = viewNames(routes);
  const byPath = new Map<
    string,
    { readonly method: string; readonly view: string; readonly index: number }[]
  >();
  routes.forEach(({ path, method }, index) => {
    const plain = plainPath(path);
    const views = byPath.get(plain) ?? [];
    if (!views.some((view) => view.method === method))
      views.push({ method, view: names[index] as string, index });
    byPath.set(plain, views);
  });
  const isShared = [...byPath.values()].some((each) => each.length > 1);
  const page = new Page('urls.py').all([
    '"""Which view answers which path."""',
    ...(isShared ? ['from asgiref.sync import async_to_sync, iscoroutinefunction', ''] : []),
    'from django.urls import re_path',
    '',
    'import views',
    '',
  ]);
  if (isShared)
    page.all([
      '',
      'def by_method(by_name):',
      '    """One path with a view for each method."""',
      '    plain = {name: async_to_sync(view) if iscoroutinefunction(view) else view for name, view in by_name.items()}',
      '    return lambda request: plain.get(request.method, next(iter(plain.values())))(request)',
      '',
    ]);
  page.add('').add('urlpatterns = [');
  for (const [path, each] of byPath) {
    const view =
      each.length === 1
        ? `views.${each[0]?.view}`
        : `by_method({${each.map((one) => `"${one.method}": views.${one.view}`).join(', ')}})`;
    page.add(
      `    re_path(${pyString(`^${path.slice(1).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`)}, ${view}),`,
      ...each.map(({ index }) => ['routes', index, 'path']),
    );
  }
  return page.add(']');
}

/** A path as Django sees it: without its query, percent signs resolved. */
function plainPath(path: string): string {
  const plain = path.split(/[?#]/)[0] ?? '/';
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
