import { t } from '../../language/t.ts';
import { Overlay } from './Overlay.tsx';
import { PRESENT_KEYS } from './presentKeys.ts';

/** The keys of a presentation, which are those of clickers too. */
export function KeysOverlay({ onClose }: { onClose(): void }) {
  return (
    <Overlay title={t('Keys while presenting')} onClose={onClose}>
      <dl className="present-keys">
        {PRESENT_KEYS.map(({ shown, says }) => (
          <div key={says}>
            <dt>
              {shown.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(says)}</dd>
          </div>
        ))}
      </dl>
      <p className="app-quiet">
        {t(
          'Nothing plays by itself. On a slide with a run, the first “next” plays it and the second goes on.',
        )}
      </p>
    </Overlay>
  );
}
