import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';

export interface Tab {
  readonly key: string;
  readonly label: string;
  /** Called only while the tab is open: closed instruments cost nothing. */
  readonly show: () => ReactNode;
}

interface Props {
  /** Accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly open: string;
  onOpen(key: string): void;
  /** At the end of the row: ways to further tabs. */
  readonly children?: ReactNode;
}

/** Tabs after the ARIA pattern: one stop for Tab, arrows, Home and End within. */
export function Tabs({ label, tabs, open, onOpen, children }: Props) {
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex((tab) => tab.key === open),
  );
  const current = tabs[at];

  // Where the row is too narrow for all of them, the open one is in sight; the page round it does not move.
  useLayoutEffect(() => {
    const tab = row.current?.children[at] as HTMLElement | undefined;
    if (!row.current || !tab) return;
    const { left, right } = row.current.getBoundingClientRect();
    const edges = tab.getBoundingClientRect();
    row.current.scrollLeft += Math.max(0, edges.right - right) - Math.max(0, left - edges.left);
  }, [at]);

  function move(event: KeyboardEvent) {
    const last = tabs.length - 1;
    const next = at === last ? 0 : at + 1;
    const before = at === 0 ? last : at - 1;
    // What comes next stands at the left where words go from right to left.
    const isMirrored = document.documentElement.dir === 'rtl';
    const to = {
      ArrowRight: isMirrored ? before : next,
      ArrowLeft: isMirrored ? next : before,
      Home: 0,
      End: last,
    }[event.key];
    const tab = to === undefined ? undefined : tabs[to];
    if (to === undefined || !tab) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows also step through time elsewhere
    onOpen(tab.key);
    (row.current?.children[to] as HTMLElement | undefined)?.focus();
  }

  return (
    <div className="app-tabs">
      <div className="app-tabHead">
        <div role="tablist" aria-label={label} className="app-tabRow" ref={row} onKeyDown={move}>
          {tabs.map((tab, index) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-${tab.key}`}
              aria-selected={index === at}
              aria-controls={`${id}-panel`}
              tabIndex={index === at ? 0 : -1}
              onClick={() => onOpen(tab.key)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {children}
      </div>
      {current && (
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${current.key}`}
          className="app-tabPanel"
        >
          {current.show()}
        </div>
      )}
    </div>
  );
}
