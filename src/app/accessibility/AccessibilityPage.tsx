import { t } from '../../language/t.ts';
import { KeyTables } from '../../panels/Shortcuts.tsx';
import { LIMITS, TESTS, WAYS } from './accessibilityWords.ts';
import './accessibility.css';

/** What is promised to everybody, how it is known, and what falls short of it. */
export default function AccessibilityPage() {
  return (
    <main className="app-accessibility">
      <header>
        <h1>{t('Accessibility')}</h1>
        <p className="app-accessibilityLead">
          {t(
            'Roundtrip is held to the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. As far as we know it meets them in full; what falls short of what we want stands below. We say so ourselves: nobody from outside has audited it.',
          )}
        </p>
      </header>
      <Listed id="ways" heading={t('What you can count on')} items={WAYS} />
      <Listed id="tests" heading={t('How it is tested')} items={TESTS} />
      <Listed id="limits" heading={t('Known limits')} items={LIMITS} />
      <section aria-labelledby="accessibility-keys">
        <h2 id="accessibility-keys">{t('Keyboard shortcuts')}</h2>
        <KeyTables />
      </section>
      <section aria-labelledby="accessibility-report">
        <h2 id="accessibility-report">{t('If something is in your way')}</h2>
        <p>
          {t(
            'Tell those who run the site that you found Roundtrip on: what you wanted to do, and with which browser and which aid. Copy the link that “Share” gives: it leads to the very moment you were at.',
          )}
        </p>
      </section>
    </main>
  );
}

function Listed(props: { id: string; heading: string; items: readonly string[] }) {
  const { id, heading, items } = props;
  return (
    <section aria-labelledby={`accessibility-${id}`}>
      <h2 id={`accessibility-${id}`}>{heading}</h2>
      <ul>
        {items.map((item) => (
          <li key={item}>{t(item)}</li>
        ))}
      </ul>
    </section>
  );
}
