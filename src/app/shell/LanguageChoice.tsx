import { useState } from 'react';
import { language, t } from '../../language/t.ts';
import { chooseLanguage } from './chooseLanguage.ts';
import { LANGUAGES } from './languages.ts';

/** In which language the site is read; each stands there by the name it gives itself. */
export function LanguageChoice() {
  const [failed, setFailed] = useState(false);
  return (
    <>
      <select
        className="app-button app-language"
        aria-label={t('Language')}
        title={t('Language')}
        value={language()}
        onChange={({ target }) => {
          setFailed(false);
          chooseLanguage(target.value).catch(() => setFailed(true));
        }}
      >
        {[...LANGUAGES].map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <span role="status" className={failed ? 'app-toast' : 'app-hidden'}>
        {failed && t('This language could not be fetched. Try again when the connection is back.')}
      </span>
    </>
  );
}
