import { useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { saveFile } from '../../panels/exchange/saveFile.ts';
import type { StageMoment } from '../shell/sharing.tsx';
import { Poster } from './Poster.tsx';
import { pngOf, svgText } from './pictureFile.ts';

interface Props {
  readonly stage: StageMoment;
  readonly title: string;
  readonly link: string | null;
}

/** The present moment as a picture, to be kept as a drawing or as pixels. */
export function PictureTab({ stage, title, link }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const save = async (kind: 'svg' | 'png') => {
    const drawing = holder.current?.querySelector('svg');
    if (!drawing) return;
    try {
      if (kind === 'svg') saveFile('roundtrip.svg', 'image/svg+xml', svgText(drawing));
      else saveFile('roundtrip.png', 'image/png', await pngOf(drawing));
      setSaid(t('Saved'));
    } catch (error) {
      setSaid(t('The picture could not be made: {problem}', { problem: String(error) }));
    }
  };
  return (
    <div className="share-tab">
      <div ref={holder} className="share-poster">
        <Poster stage={stage} title={title} link={link ?? ''} />
      </div>
      <p>
        <button type="button" className="app-primary" onClick={() => save('png')}>
          {t('Save as PNG')}
        </button>{' '}
        <button type="button" className="app-button" onClick={() => save('svg')}>
          {t('Save as SVG')}
        </button>
      </p>
      <p role="status" className="share-said">
        {said}
      </p>
    </div>
  );
}
