import {
  type EmbedOptions,
  PARAMETER_NAMES,
  type ParameterName,
  writeParameter,
  writeParameters,
} from '../../embed/parameters.ts';
import { EMBED_VERSION } from '../../embed/version.ts';
import type { ShareTarget } from './target.ts';

export type Embeddable = Exclude<ShareTarget, { is: 'page' }>;

/** What is to be embedded, and as what. */
export interface Embedding {
  /** Folder of the site, with a slash at its end. */
  readonly site: string;
  readonly target: Embeddable;
  /** Name of the lesson or scenario, as people gave it: never trusted. */
  readonly title: string;
  /** Address of the same in the site itself. */
  readonly link: string;
  readonly options: Partial<EmbedOptions>;
}

export const FORMATS = ['iframe', 'element', 'markdown', 'picture', 'rst', 'myst'] as const;
export type Format = (typeof FORMATS)[number];

/** What this can be pasted as: only lessons of the course have a picture, and the element knows no lesson but theirs. */
export const formatsFor = (is: Embeddable['is']): readonly Format[] =>
  FORMATS.filter(
    (each) => is === 'lesson' || (each !== 'picture' && (is === 'scenario' || each !== 'element')),
  );

/** The frame gets an origin of its own, so nothing in it can reach the page around; its links open in a tab that is no sandbox. */
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
/** Height of a frame that nobody tells the height of its content, px. */
const USUAL_HEIGHT = 640;

/** The address of the embedded page. */
export function embedAddress({ site, target, options }: Embedding): string {
  const query = writeParameters(options);
  const [page, behind] =
    target.is === 'lesson'
      ? [target.lesson, '']
      : target.is === 'scenario'
        ? ['scenario', `#s=${target.state}`]
        : ['lesson', `#l=${target.packed}`];
  return `${site}embed/${page}/${query === '' ? '' : `?${query}`}${behind}`;
}

/** What is to be pasted into a page of this kind. Nothing that people named can become markup in it. */
export function snippet(format: Format, embedding: Embedding): string {
  switch (format) {
    case 'iframe':
      return iframe(embedding, ' style="width:100%;border:0"');
    case 'element':
      return element(embedding);
    case 'markdown':
      // No style: in MDX it would have to be an object.
      return `${iframe(embedding, ' width="100%"')}\n\n${markdownLink(embedding)}\n`;
    case 'picture':
      return `${pictureLink(embedding)}\n`;
    case 'rst':
      return `.. raw:: html\n\n   ${iframe(embedding, ' style="width:100%;border:0"')}\n\n.. only:: not html\n\n   ${rstLink(embedding)}\n`;
    case 'myst':
      return `\`\`\`{raw} html\n${iframe(embedding, ' style="width:100%;border:0"')}\n\`\`\`\n\n${markdownLink(embedding)}\n`;
  }
}

function iframe(embedding: Embedding, look: string): string {
  const height = embedding.options.height ?? USUAL_HEIGHT;
  return `<iframe src="${attribute(embedAddress(embedding))}" title="${attribute(embedding.title)}"${look} height="${height}" loading="lazy" sandbox="${SANDBOX}"></iframe>`;
}

function element(embedding: Embedding): string {
  const { site, target, options, link, title } = embedding;
  const attributes = [
    ...(target.is === 'lesson'
      ? [['lesson', target.lesson]]
      : target.is === 'scenario'
        ? [['state', target.state]]
        : []),
    ...PARAMETER_NAMES.flatMap((name: ParameterName) => {
      const value = writeParameter(name, options[name]);
      return value === null ? [] : [[name, value]];
    }),
    ['title', title],
  ].map(([name, value]) => ` ${name}="${attribute(value as string)}"`);
  return `<script src="${attribute(`${site}embed.v${EMBED_VERSION}.js`)}" async></script>
<request-roundtrip${attributes.join('')}>
  <a href="${attribute(link)}">${content(title)}</a>
</request-roundtrip>`;
}

/** On one line: an empty one would end what Markdown takes for HTML. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** As numbers, which neither HTML nor Markdown nor MDX takes for marks of its own. */
const numbered = (text: string, marks: RegExp): string =>
  oneLine(text).replace(marks, (mark) => `&#${mark.charCodeAt(0)};`);
const attribute = (text: string): string => numbered(text.replace(/&/g, '&amp;'), /[<>"'`{}[\]]/g);
const content = (text: string): string => numbered(text, /[&<>"'`{}[\]\\*_~|!]/g);

/** An address within brackets, where a closing one would end it. */
const bracketed = (address: string): string =>
  address.replace(/[()\s<>\\]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);

const markdownLink = ({ title, link }: Embedding): string =>
  `[${content(title)}](${bracketed(link)})`;

/** The picture of the lesson, which leads to it: for pages that take no frames. */
function pictureLink(embedding: Embedding): string {
  const { target, site, title, link } = embedding;
  if (target.is !== 'lesson') return markdownLink(embedding);
  const picture = `${site}lessons/${target.lesson}.webp`;
  return `[![${content(title)}](${bracketed(picture)})](${bracketed(link)})`;
}

/** Two underlines: a link without a name of its own, so two may be called the same. */
const rstLink = ({ title, link }: Embedding): string =>
  `\`${oneLine(title).replace(/[\\`<>*_|]/g, (c) => `\\${c}`)} <${bracketed(link).replace(/_$/, '%5f')}>\`__`;
