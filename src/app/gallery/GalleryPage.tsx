import { t } from '../../language/t.ts';
import { PICTURE_SIZE, pictureFile } from './pictures.ts';
import { situationAddress } from './situationAddress.ts';
import { SITUATIONS, type Situation } from './situations.ts';
import './gallery.css';

/** Moments worth seeing, each with its picture, its words and the way to the very moment. */
export default function GalleryPage() {
  return (
    <main className="app-gallery">
      <header>
        <h1>{t('Gallery')}</h1>
        <p className="app-galleryLead app-quiet">
          {t(
            'Moments in the life of web requests, as they come out of the simulation. Each picture opens at that very microsecond: play on, step back, turn a setting.',
          )}
        </p>
      </header>
      <ul className="app-galleryCards">
        {SITUATIONS.map((situation) => (
          <li key={situation.key} className="app-card">
            <Card situation={situation} />
          </li>
        ))}
      </ul>
    </main>
  );
}

function Card({ situation }: { situation: Situation }) {
  const { key, title, words } = situation;
  return (
    <>
      {(['light', 'dark'] as const).map((scheme) => (
        <img
          key={scheme}
          className="app-galleryPicture"
          data-scheme={scheme}
          src={pictureFile(key, scheme)}
          width={PICTURE_SIZE.width}
          height={PICTURE_SIZE.height}
          alt={t(words)}
          loading="lazy"
          decoding="async"
        />
      ))}
      <h2>
        <a className="app-galleryLink" href={situationAddress(situation)}>
          {t(title)}
        </a>
      </h2>
      <p aria-hidden="true">{t(words)}</p>
    </>
  );
}
