import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { t } from '../language/t.ts';

/** A component that comes as a chunk of its own. */
export type Later<P> = ((props: P) => ReactNode) & {
  /** Fetches it ahead of its use; resolves when it can be drawn at once. */
  load(): Promise<void>;
  isHere(): boolean;
};

/** Drawn, not made, when a module begins: by then the language is known. */
function Opening() {
  return <p role="status">{t('Opening …')}</p>;
}

/**
 * A component fetched when it is first drawn, or when `load` is called before. One that is here already is drawn at once, without a
 * frame of `meanwhile`. A failed fetch is thrown to the nearest error boundary, and tried again when that draws it anew.
 */
export function later<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = <Opening />,
): Later<P> {
  let here: ComponentType<P> | null = null;
  let coming: Promise<{ default: ComponentType<P> }> | null = null;
  const load = () => {
    coming ??= fetch().then(
      (component) => {
        here = component;
        return { default: component };
      },
      (error: unknown) => {
        coming = null;
        Waiting = lazy(load);
        throw error;
      },
    );
    return coming;
  };
  let Waiting = lazy(load);

  function Part(props: P) {
    // Chosen once: another type of component would be another component, and forget what it knows.
    const [{ Own }] = useState(() => ({ Own: here ?? Waiting }));
    return (
      <Suspense fallback={meanwhile}>
        <Own {...props} />
      </Suspense>
    );
  }
  return Object.assign(Part, {
    load: () => load().then(() => {}),
    isHere: () => here !== null,
  });
}
