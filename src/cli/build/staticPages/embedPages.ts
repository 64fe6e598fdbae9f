import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { readCourse } from '../../lessons/readCourse.ts';
import { classicSite } from '../classic/classicSite.ts';
import { courseAnswers, soundCourse } from '../courseAnswers.ts';
import type { BuiltChunk } from '../routeBudget.ts';
import { type EmbedAssets, embedPage, embedPreparedPage, embedScenarioPage } from './embedPage.ts';

const BOOT = 'src/app/embed/boot.ts';
/** Where plain scripts are, beside the modules. */
const FOLDER = 'assets/embed';

/**
 * Writes the pages that lessons are embedded by, and the scripts that they load. These are plain scripts, not modules: a frame with
 * `sandbox="allow-scripts"` alone has no origin, and may load no module from a server that does not expect that.
 */
export function embedPages(): Plugin {
  let places = { root: '', publicDir: '' };
  const pagesOf = (assets: EmbedAssets, isServing: boolean): Map<string, string> => {
    const folder = join(places.root, 'lessons');
    const course = isServing ? readCourse(folder) : soundCourse(folder);
    const answers = courseAnswers(course, places.publicDir);
    const altOf = (id: string) => answers.find((answer) => answer.id === id)?.picture ?? null;
    return new Map([
      ...[...course.lessons.values()].map(
        (lesson) =>
          [`embed/${lesson.id}/index.html`, embedPage(lesson, altOf(lesson.id), assets)] as const,
      ),
      ['embed/scenario/index.html', embedScenarioPage(assets)] as const,
      ['embed/lesson/index.html', embedPreparedPage(assets)] as const,
    ]);
  };
  return {
    name: 'roundtrip:embed-pages',
    configResolved(config) {
      places = config;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunks = bundle as unknown as Record<string, BuiltChunk>;
        const boot = Object.values(chunks).find(
          ({ type, moduleIds }) => type === 'chunk' && moduleIds.some((id) => id.endsWith(BOOT)),
        );
        if (!boot) throw new Error(`no chunk holds ${BOOT}, with which embedded pages begin`);
        const site = classicSite(chunks, boot);
        for (const [name, source] of site.files)
          this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source });
        const css = stylesheet(places.root);
        this.emitFile({ type: 'asset', fileName: css.file, source: css.text });
        const assets = {
          script: `${FOLDER}/${site.entry}`,
          isModule: false,
          stylesheet: css.file,
        };
        for (const [fileName, source] of pagesOf(assets, false))
          this.emitFile({ type: 'asset', fileName, source });
      },
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const asked = (request.url ?? '').replace(/[?#].*$/s, '').replace(/^\//, '');
        const css = stylesheet(places.root);
        if (asked === css.file) {
          response.setHeader('content-type', 'text/css; charset=utf-8');
          return response.end(css.text);
        }
        if (!asked.startsWith('embed/')) return next();
        try {
          const assets = { script: BOOT, isModule: true, stylesheet: css.file };
          const page = pagesOf(assets, true).get(
            asked.endsWith('/') ? `${asked}index.html` : asked,
          );
          if (page === undefined) return next();
          response.setHeader('content-type', 'text/html; charset=utf-8');
          response.end(page.replace(/<meta http-equiv="Content[^>]*>\n/, ''));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

function stylesheet(root: string): { readonly file: string; readonly text: string } {
  const text = ['src/stage/palette.css', 'src/cli/build/staticPages/embed.css']
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { file: `assets/poster-${hash}.css`, text };
}
