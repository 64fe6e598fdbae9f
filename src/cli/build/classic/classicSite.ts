import type { BuiltChunk } from '../routeBudget.ts';
import { classicChunk } from './classicChunk.ts';
import { classicRuntime } from './classicRuntime.ts';

export interface ClassicSite {
  /** Text by file name, all in one folder beside that of the modules. */
  readonly files: ReadonlyMap<string, string>;
  /** The file to begin with: it brings the loader along, and all that the entry imports statically. */
  readonly entry: string;
}

type Bundle = Readonly<Record<string, BuiltChunk | { readonly type: 'asset' }>>;

/** Everything that the entry chunk can reach, as plain scripts. */
export function classicSite(bundle: Bundle, entry: BuiltChunk): ClassicSite {
  const byName = new Map<string, BuiltChunk>();
  for (const output of Object.values(bundle))
    if (output.type === 'chunk') byName.set(nameOf(output.fileName), output);
  const files = new Map<string, string>();
  const first: string[] = [];
  const take = (name: string, isStatic: boolean): void => {
    const chunk = byName.get(name);
    if (!chunk || files.has(name)) return;
    const { code, needs } = classicChunk(name, chunk.code);
    files.set(name, code);
    for (const each of needs) take(each, isStatic);
    if (isStatic) first.push(name);
    for (const each of chunk.dynamicImports ?? []) take(nameOf(each), false);
  };
  const start = nameOf(entry.fileName);
  take(start, true);
  // With what the entry needs in one file: the first of the page comes at once.
  const together = first.map((name) => files.get(name)).join('');
  files.set(
    start,
    `${classicRuntime('../')}${together}__roundtrip.run(${JSON.stringify(start)});\n`,
  );
  return { files, entry: start };
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
