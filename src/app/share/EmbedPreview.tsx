import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import { type Embedding, embedAddress } from './snippets.ts';

/** A number is typed figure by figure: the frame follows once it is done. */
const FOLLOWS_MS = 400;

/** The embedded page itself, in the frame that the snippet makes. */
export function EmbedPreview({ embedding }: { embedding: Embedding }) {
  const address = embedAddress(embedding);
  const [shown, setShown] = useState(address);
  useEffect(() => {
    const timer = setTimeout(() => setShown(address), FOLLOWS_MS);
    return () => clearTimeout(timer);
  }, [address]);
  return (
    <figure className="share-preview">
      <figcaption>{t('Preview')}</figcaption>
      <iframe
        // Another address within a frame would be an entry of this page's history.
        key={shown}
        src={shown}
        title={t('Preview of the embedded page')}
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
        style={{ height: embedding.options.height ?? 420 }}
      />
    </figure>
  );
}
