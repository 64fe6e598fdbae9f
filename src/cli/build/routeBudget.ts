import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What a route of the site fetches before it can be used. */
export interface BudgetedRoute {
  readonly name: string;
  /** End of the path of the module that its page begins with; without it, that of the budget. */
  readonly entry?: string;
  /** Instead of that of all routes. */
  readonly maxKilobytes?: number;
  /** Ends of the paths of the modules that the route imports dynamically; of a pattern, the heaviest that fits counts. */
  readonly modules: readonly (string | RegExp)[];
}

export interface RouteBudget {
  readonly routes: readonly BudgetedRoute[];
  /** As of a route, for those that name none; without it, every entry of the build. */
  readonly entry?: string;
  /** Scripts of one route, gzipped, kB of 1,000 bytes. */
  readonly maxKilobytes: number;
}

export interface RouteWeight {
  readonly name: string;
  readonly bytes: number;
  readonly maxKilobytes: number | undefined;
  /** Its chunks, heaviest first. */
  readonly chunks: readonly { readonly file: string; readonly bytes: number }[];
}

/** What {@link weighRoutes} reads of a built chunk. */
export interface BuiltChunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly code: string;
  readonly isEntry: boolean;
  readonly moduleIds: readonly string[];
  /** Files it imports statically. */
  readonly imports: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/**
 * Weighs the scripts that each route fetches at first: the entry, the route's modules, and whatever these import statically.
 * @throws if a module of a route is in no chunk: a renamed page must not fall out of the budget
 */
export function weighRoutes(
  bundle: Readonly<Record<string, BuiltChunk | { readonly type: 'asset' }>>,
  routes: readonly BudgetedRoute[],
  usualEntry?: string,
): RouteWeight[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const weights = new Map(
    chunks.map(({ fileName, code }) => [fileName, gzipSync(code, { level: 9 }).length]),
  );
  const weightOf = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + (weights.get(file) ?? 0), 0);

  const closureOf = (chunk: BuiltChunk, into = new Set<string>()): Set<string> => {
    if (into.has(chunk.fileName)) return into;
    into.add(chunk.fileName);
    for (const file of chunk.imports) {
      const imported = byFile.get(file);
      if (imported) closureOf(imported, into);
    }
    return into;
  };
  const chunkOf = (route: string, wanted: string | RegExp): BuiltChunk => {
    const holds = (id: string): boolean =>
      typeof wanted === 'string' ? id.endsWith(wanted) : wanted.test(id);
    const heaviest = chunks
      .filter(({ moduleIds }) => moduleIds.some(holds))
      .sort((a, b) => weightOf([b.fileName]) - weightOf([a.fileName]))[0];
    if (!heaviest)
      throw new Error(`no chunk holds ${wanted}, which the route ${route} begins with`);
    return heaviest;
  };

  return routes.map(({ name, modules, entry = usualEntry, maxKilobytes }) => {
    const files = new Set<string>();
    const begins = ({ isEntry, moduleIds }: BuiltChunk): boolean =>
      isEntry && (entry === undefined || moduleIds.some((id) => id.endsWith(entry)));
    if (!chunks.some(begins))
      throw new Error(`no entry of the build is ${entry}, which the route ${name} begins with`);
    for (const chunk of chunks) if (begins(chunk)) closureOf(chunk, files);
    for (const wanted of modules) closureOf(chunkOf(name, wanted), files);
    return {
      name,
      bytes: weightOf(files),
      maxKilobytes,
      chunks: [...files]
        .map((file) => ({ file, bytes: weightOf([file]) }))
        .sort((a, b) => b.bytes - a.bytes),
    };
  });
}

/** Says what each route weighs, and fails the build when one is too heavy, naming its heaviest chunks. */
export function routeBudget({ routes, maxKilobytes: most, entry }: RouteBudget): Plugin {
  return {
    name: 'roundtrip:route-budget',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const weights = weighRoutes(bundle as Parameters<typeof weighRoutes>[0], routes, entry);
        const told = weights
          .map(
            ({ name, bytes, maxKilobytes }) =>
              `${name} ${kilobytes(bytes)}${maxKilobytes === undefined ? '' : ` of ${maxKilobytes}`}`,
          )
          .join(', ');
        this.info(`initial scripts, gzipped, of at most ${most} kB: ${told}`);
        const heavy = weights.filter(
          ({ bytes, maxKilobytes = most }) => bytes > maxKilobytes * 1000,
        );
        if (heavy.length === 0) return;
        this.error(
          heavy
            .map(({ name, bytes, chunks, maxKilobytes = most }) => {
              const heaviest = chunks
                .slice(0, 8)
                .map((chunk) => `${chunk.file} ${kilobytes(chunk.bytes)}`);
              return `the route ${name} begins with ${kilobytes(bytes)} of scripts, more than ${maxKilobytes} kB: ${heaviest.join(', ')}`;
            })
            .join('\n'),
        );
      },
    },
  };
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
