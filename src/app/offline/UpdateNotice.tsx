import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import { keepOffline } from './keepOffline.ts';
import './offline.css';

/** Keeps the site on the device, and asks before a newer version takes the place of the one that is read. */
export function UpdateNotice() {
  const [take, setTake] = useState<(() => void) | null>(null);
  useEffect(() => {
    void keepOffline((ready) => setTake(() => ready));
  }, []);
  if (!take) return null;
  return (
    <>
      <span>{t('A newer version of Roundtrip is here. What you gave to lessons stays.')}</span>
      <button type="button" className="app-button" onClick={take}>
        {t('Load it')}
      </button>
      <button type="button" className="app-button" onClick={() => setTake(null)}>
        {t('Later')}
      </button>
    </>
  );
}
