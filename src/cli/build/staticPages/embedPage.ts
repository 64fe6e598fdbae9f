import type { Lesson } from '../../../lesson/lesson.ts';
import { LESSON_PICTURE } from '../../../lesson/lessonPicture.ts';
import { pictureOf } from './coursePages.ts';
import { html, type Markup } from './markup.ts';

/** As of the site, but that it needs nothing inline and may stand in any frame. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

export interface EmbedAssets {
  /** The first script, from the folder of the site; a module while it is developed. */
  readonly script: string;
  readonly isModule: boolean;
  readonly stylesheet: string;
}

/** The page of a lesson in someone else's page: what it asks, its picture and a button, without any script. Short, so that it is there at once. */
export function embedPage(lesson: Lesson, alt: string | null, assets: EmbedAssets): string {
  const picture = pictureOf(lesson.id, alt);
  return embedDocument(
    {
      subject: lesson.id,
      title: lesson.title,
      heading: lesson.question,
      kind: `${lesson.kind === 'challenge' ? 'Challenge' : 'Lesson'}: ${lesson.title} · ${lesson.minutes} minutes`,
      link: `index.html#/lesson/${lesson.id}`,
      paper: `lesson/${lesson.id}/index.html`,
      picture:
        picture &&
        html`<picture><source data-dark media="(prefers-color-scheme: dark)" srcset="../../${picture.dark}" /><img src="../../${picture.light}" width="${LESSON_PICTURE.width}" height="${LESSON_PICTURE.height}" alt="${picture.alt}" /></picture>`,
    },
    assets,
  );
}

/** The page of a scenario that stands in the address. */
export const embedScenarioPage = (assets: EmbedAssets): string =>
  embedDocument(
    {
      subject: 'scenario',
      title: 'A scenario',
      heading: 'How does this deployment fare?',
      kind: 'A scenario of the sandbox',
      link: 'index.html#/sandbox',
      paper: 'answers/index.html',
      picture: null,
    },
    assets,
  );

/** The page of a prepared lesson that stands in the address. */
export const embedPreparedPage = (assets: EmbedAssets): string =>
  embedDocument(
    {
      subject: 'lesson',
      title: 'A prepared lesson',
      heading: 'What happens to a web request between the browser and the database?',
      kind: 'A prepared lesson',
      link: 'index.html',
      paper: 'answers/index.html',
      picture: null,
    },
    assets,
  );

interface Words {
  readonly subject: string;
  readonly title: string;
  readonly heading: string;
  readonly kind: string;
  /** The same on the site, and what can be read of it without scripts. */
  readonly link: string;
  readonly paper: string;
  readonly picture: Markup | null;
}

function embedDocument(words: Words, { script, isModule, stylesheet }: EmbedAssets): string {
  const { subject, title, heading, kind, link, paper, picture } = words;
  const load = isModule
    ? html`<script type="module" src="../../${script}"></script>`
    : html`<script defer src="../../${script}"></script>`;
  return `<!doctype html>\n${html`<html lang="en" data-subject="${subject}">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="robots" content="noindex" />
<title>${title} · Roundtrip</title>
<link rel="icon" type="image/svg+xml" href="../../icon.svg" />
<link rel="stylesheet" href="../../${stylesheet}" />
${load}
</head>
<body>
<main id="poster" class="poster">
<p class="kind">${kind}</p>
<h1>${heading}</h1>
<div class="ways"><button type="button" id="load" disabled>Load the simulation</button> <a href="../../${link}" target="_blank" rel="noopener">Open the whole page</a></div>
<p id="trouble" role="status" hidden></p>
<noscript><p>The simulation needs JavaScript. <a href="../../${paper}" target="_blank" rel="noopener">Read the answer</a> without.</p></noscript>
${picture}
</main>
<div id="embed" hidden></div>
</body>
</html>
`}`;
}
