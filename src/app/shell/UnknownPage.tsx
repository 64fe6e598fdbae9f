import type { ReactNode } from 'react';

/** Where an address leads nowhere: what was asked, and where one can go instead. */
export function UnknownPage({
  asked,
  what = 'page',
  children,
}: {
  asked: string;
  what?: string;
  children?: ReactNode;
}) {
  return (
    <main className="app-plain">
      <h1>There is no such {what}</h1>
      <p>
        The address asks for <code>{asked}</code>. Perhaps it was cut short, or comes from another
        version of Roundtrip.
      </p>
      {children}
      <p>
        <a href="#/">All lessons</a> · <a href="#/sandbox">The sandbox</a>
      </p>
    </main>
  );
}
