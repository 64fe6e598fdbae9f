import { contractTables } from '../../../embed/contractTables.ts';
import { html, type Markup } from './markup.ts';
import type { StaticPage } from './pageFrame.ts';

/** The contract of embedded lessons, made of the tables that the player reads by. */
export function contractPage(): StaticPage {
  return {
    file: 'embed/index.html',
    title: 'Embed a lesson',
    description:
      'How to put a lesson of Roundtrip into another page: an element, an iframe, its parameters, and the messages to and from it.',
    picture: null,
    body: html`      <h1>Embed a lesson</h1>
      <p>With the loader, which is one plain script of this site:</p>
      <pre><code>${ELEMENT}</code></pre>
      <p>Or as a frame, without any script in your page:</p>
      <pre><code>${FRAME}</code></pre>
      <p>In both, put the address of this site before the paths. Nothing plays by itself, takes the focus, scrolls your page or adds to its history; nothing is kept or sent anywhere.</p>
      <p>Attributes of the element are the parameters, its events are <code>roundtrip:step</code> and so on with the message as <code>detail</code>, its methods are the commands (<code>stepBy</code> for <code>step</code>; <code>getState()</code> answers a promise). Messages of a frame are objects with <code>roundtrip: 1</code> and a <code>type</code>.</p>
${contractTables().map(tableMarkup)}`,
  };
}

const ELEMENT = `<script src="embed.v1.js" async></script>
<request-roundtrip lesson="slow-clients" step="3">
  <a href="lesson/slow-clients/">How can two slow phones stall a site?</a>
</request-roundtrip>`;

const FRAME = `<iframe src="embed/slow-clients/?step=3" title="Slow clients"
  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
  loading="lazy" width="100%" height="640"></iframe>`;

const tableMarkup = ({
  heading,
  columns,
  rows,
}: ReturnType<typeof contractTables>[number]): Markup => html`      <section>
        <h2>${heading}</h2>
        <table>
          <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
          <tbody>
${rows.map(([name = '', ...cells]) => html`            <tr><th scope="row"><code>${name}</code></th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}          </tbody>
        </table>
      </section>\n`;
