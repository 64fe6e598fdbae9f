import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { readCourse } from '../../lessons/readCourse.ts';
import { soundCourse } from '../courseAnswers.ts';
import { contractPage } from './contractPage.ts';
import { coursePages } from './coursePages.ts';
import { pageDocument } from './pageFrame.ts';

interface Places {
  /** Folder of the project. */
  readonly root: string;
  /** Folder of files that are served as they are. */
  readonly publicDir: string;
}

/**
 * Writes a page for every lesson and every answer, their list and the glossary, readable without scripts: for search engines, for previews,
 * and for whoever has scripts off. The development server makes them when they are asked for. There is no site map: it needs absolute
 * addresses, and the site does not know where it is served from.
 */
export function staticPages(): Plugin {
  let places: Places = { root: '', publicDir: '' };
  let isServing = false;
  const filesOf = (): Map<string, string> => {
    const css = stylesheet(places.root);
    const folder = join(places.root, 'lessons');
    const course = isServing ? readCourse(folder) : soundCourse(folder);
    const pages = [...coursePages(course, places.publicDir), contractPage()];
    const documents = pages.map((page) => [page.file, pageDocument(page, css.file)] as const);
    return new Map([[css.file, css.text], ...documents]);
  };
  return {
    name: 'roundtrip:static-pages',
    configResolved(config) {
      places = config;
      isServing = config.command === 'serve';
    },
    generateBundle() {
      for (const [fileName, source] of filesOf())
        this.emitFile({ type: 'asset', fileName, source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const asked = (request.url ?? '').replace(/[?#].*$/s, '').replace(/^\//, '');
        if (
          !/^(?:lesson|answers|glossary)\/|^embed\/(?:index\.html)?$|^assets\/pages-\w+\.css$/.test(
            asked,
          )
        )
          return next();
        try {
          const file = asked.endsWith('/') ? `${asked}index.html` : asked;
          const text = filesOf().get(file);
          if (text === undefined) return next();
          const type = file.endsWith('.css') ? 'text/css' : 'text/html';
          response.setHeader('content-type', `${type}; charset=utf-8`);
          response.end(text);
        } catch (error) {
          next(error); // two answers of one id: the server shows what is wrong
        }
      });
    },
  };
}

/** Colours of the site and the style of these pages as one file, named by what is in it. */
function stylesheet(root: string): { readonly file: string; readonly text: string } {
  const text = ['src/stage/palette.css', 'src/cli/build/staticPages/pages.css']
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { file: `assets/pages-${hash}.css`, text };
}
