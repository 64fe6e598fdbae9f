import { useState } from 'react';
import type { EmbedOptions } from '../../embed/parameters.ts';
import { msg, t } from '../../language/t.ts';
import { CopyField } from './CopyField.tsx';
import { EmbedOptionsForm } from './EmbedOptionsForm.tsx';
import { EmbedPreview } from './EmbedPreview.tsx';
import { type Embedding, type Format, formatsFor, snippet } from './snippets.ts';
import { type ShareTarget, siteOf } from './target.ts';

interface Props {
  readonly link: string;
  readonly target: ShareTarget;
  readonly title: string;
}

const FORMAT_WORDS: Readonly<Record<Format, string>> = {
  iframe: msg('HTML: iframe'),
  element: msg('HTML: request-roundtrip element, follows theme and height'),
  markdown: msg('Markdown: MkDocs, Docusaurus, VitePress, Starlight'),
  picture: msg('Markdown: a picture with a link, where frames are not taken'),
  rst: msg('reStructuredText: Sphinx'),
  myst: msg('MyST: Sphinx, Jupyter Book'),
};

/** What is to be pasted into another page so that this stands in it, and how it will look there. */
export function EmbedTab({ link, target, title }: Props) {
  const [format, setFormat] = useState<Format>('iframe');
  const [chosen, setChosen] = useState<Partial<EmbedOptions>>(() => startOf(target));
  if (target.is === 'page')
    return (
      <p className="share-tab">
        {t(
          'This lesson was opened from a file, which the site does not have: it can be given away as that file, or prepared as a package.',
        )}
      </p>
    );
  const embedding: Embedding = { site: siteOf(link), target, title, link, options: chosen };
  return (
    <div className="share-tab share-embed">
      <EmbedOptionsForm target={target} options={chosen} onOptions={setChosen} />
      <div className="share-out">
        <label className="share-field">
          {t('To paste into')}
          <select
            className="app-select"
            value={format}
            onChange={(event) => setFormat(event.currentTarget.value as Format)}
          >
            {formatsFor(target.is).map((each) => (
              <option key={each} value={each}>
                {t(FORMAT_WORDS[each])}
              </option>
            ))}
          </select>
        </label>
        <CopyField
          label={t('Copy this into the page')}
          text={snippet(format, embedding)}
          lines={6}
          copied={t('Copied')}
        />
        <EmbedPreview embedding={embedding} />
      </div>
    </div>
  );
}

/** As it stands on the screen: step, chance and knobs. The moment is offered. */
function startOf(target: ShareTarget): Partial<EmbedOptions> {
  if (target.is !== 'lesson') return {};
  const { step, seed, set } = target;
  return { step: step === 1 ? null : step, seed, set };
}
