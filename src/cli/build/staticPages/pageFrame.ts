import { html, type Markup } from './markup.ts';

/** One of the pages that can be read without scripts. */
export interface StaticPage {
  /** Its file, from the folder of the site: `lesson/slow-clients/index.html`. */
  readonly file: string;
  readonly title: string;
  /** What search engines and previews show below the title; about 150 characters. */
  readonly description: string;
  /** Its picture, from the folder of the site, or null. */
  readonly picture: { readonly light: string; readonly dark: string; readonly alt: string } | null;
  readonly body: Markup;
}

/** Nothing but styles and pictures of the site itself: these pages have no scripts. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** The way from a page's folder to the folder of the site: every link is relative, so the site works from any sub-folder. */
export function toRoot(file: string): string {
  return '../'.repeat(file.split('/').length - 1);
}

/** The whole document. `stylesheet` is a file of the site. */
export function pageDocument(page: StaticPage, stylesheet: string): string {
  const root = toRoot(page.file);
  const { title, description, picture, body } = page;
  // Relative, as is all else: whoever serves the site knows its address, we do not.
  const image =
    picture &&
    html`<meta property="og:image" content="${root}${picture.light}" />
    <meta property="og:image:type" content="image/webp" />
    <meta property="og:image:alt" content="${picture.alt}" />
    <meta name="twitter:card" content="summary_large_image" />`;
  return `<!doctype html>\n${html`<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Roundtrip</title>
    <meta name="description" content="${description}" />
    <link rel="canonical" href="./" />
    <meta property="og:type" content="article" />
    <meta property="og:site_name" content="Roundtrip" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    ${image}
    <link rel="icon" type="image/svg+xml" href="${root}icon.svg" />
    <link rel="stylesheet" href="${root}${stylesheet}" />
  </head>
  <body>
    <header class="bar">
      <a class="brand" href="${root}index.html">Roundtrip</a>
      <nav aria-label="Site">
        <a href="${root}answers/index.html">Answers</a>
        <a href="${root}glossary/index.html">Glossary</a>
        <a href="${root}index.html">Open the simulator</a>
      </nav>
    </header>
    <main>
${body}    </main>
    <footer>
      <p>
        Roundtrip simulates the life of a web request, from the browser to the database and back. Numbers on this page are read off its runs.
      </p>
    </footer>
  </body>
</html>
`}`;
}

/** The picture of a page in the reader's theme, or nothing. */
export function pictureMarkup(
  { file, picture }: Pick<StaticPage, 'file' | 'picture'>,
  size: {
    readonly width: number;
    readonly height: number;
  },
): Markup | null {
  if (!picture) return null;
  const root = toRoot(file);
  return html`<figure>
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="${root}${picture.dark}" />
        <img src="${root}${picture.light}" width="${size.width}" height="${size.height}" alt="${picture.alt}" />
      </picture>
      <figcaption>${picture.alt}</figcaption>
    </figure>\n`;
}

/** At most so many characters, cut between words. */
export function shortened(text: string, most = 155): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[,;:.–]$/, '')} …`;
}
