import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type PluginOption } from 'vite';
import { type Slots, singlePage } from './singlePage.ts';
import { withoutWorkers } from './singleSubstitutes.ts';

export interface SingleFile {
  /** Module that the player begins with, from the project's folder. */
  readonly entry: string;
  /** File in the built site. */
  readonly file: string;
  /** Modules of the site that the player does without, each with what stands for it; from the project's folder. */
  readonly substitutes: Readonly<Record<string, string>>;
  readonly slots: Slots;
  /** What reads the sources, as in the site itself. */
  readonly plugins: () => PluginOption[];
  /** Of the whole file, gzipped, kB of 1,000 bytes. */
  readonly maxKilobytes: number;
}

/**
 * Builds the player of single lessons as one HTML file beside the site: scripts and styles stand in it, so it opens from a disk and in learning
 * platforms. It has a place for a lesson, which the site's pages fill. Says what it weighs, and fails the build when that is too much.
 */
export function singleFile(options: SingleFile): Plugin {
  let root = '';
  return {
    name: 'roundtrip:single-file',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      const { script, styles } = await bundle(root, options);
      const source = singlePage(script, styles, options.slots, (text) =>
        createHash('sha256').update(text).digest('base64'),
      );
      const kilobytes = gzipSync(source, { level: 9 }).length / 1000;
      const told = `${options.file}, gzipped: ${kilobytes.toFixed(1)} kB of at most ${options.maxKilobytes} kB`;
      if (kilobytes > options.maxKilobytes) this.error(told);
      this.info(told);
      this.emitFile({ type: 'asset', fileName: options.file, source });
    },
  };
}

/** Everything the entry needs, also what it would fetch later, as one script and one style sheet. */
async function bundle(
  root: string,
  { entry, substitutes, plugins }: SingleFile,
): Promise<{ script: string; styles: string }> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [withoutWorkers(root, substitutes), ...plugins()],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: {
        input: join(root, entry),
        output: { format: 'iife', codeSplitting: false },
        onLog(level, log, handle) {
          // Vite's helper for chunks that come later looks for its own address; here none come later.
          if (log.code !== 'EMPTY_IMPORT_META') handle(level, log);
        },
        treeshake: {
          moduleSideEffects: [{ test: /[\\/]src[\\/].*\.tsx?$/, sideEffects: false }],
        },
      },
    },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const scripts = outputs.flatMap((each) => (each.type === 'chunk' ? [each.code] : []));
  const rest = outputs.flatMap((each) => (each.type === 'asset' ? [each] : []));
  const styles = rest.filter(({ fileName }) => fileName.endsWith('.css'));
  const strangers = rest.filter(({ fileName }) => !fileName.endsWith('.css'));
  if (scripts.length !== 1 || strangers.length > 0)
    throw new Error(
      `the player of single lessons is more than one script: ${outputs.map(({ fileName }) => fileName).join(', ')}`,
    );
  return {
    script: scripts[0] as string,
    styles: styles.map(({ source }) => String(source)).join(''),
  };
}
