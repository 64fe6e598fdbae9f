import type { ReactNode } from 'react';
import { t } from '../../language/t.ts';
import { rich } from '../../stage/rich.ts';

/** Where an address leads nowhere: what was asked, and where one can go instead. */
export function UnknownPage({
  asked,
  heading = t('There is no such page'),
  children,
}: {
  asked: string;
  heading?: string;
  children?: ReactNode;
}) {
  return (
    <main className="app-plain">
      <h1>{heading}</h1>
      <p>
        {rich(
          'The address asks for {asked}. Perhaps it was cut short, or comes from another version of Roundtrip.',
          { asked: <code translate="no">{asked}</code> },
        )}
      </p>
      {children}
      <p>
        <a href="#/">{t('All lessons')}</a> · <a href="#/sandbox">{t('The sandbox')}</a>
      </p>
    </main>
  );
}
