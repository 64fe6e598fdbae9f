import type { KeyboardEvent } from 'react';
import { t } from '../../language/t.ts';

interface FileTabsProps {
  readonly id: string;
  readonly names: readonly string[];
  readonly open: string;
  /** Files with lines that the last change touched. */
  readonly changed: ReadonlySet<string>;
  onOpen(name: string): void;
}

/** The files, as a list of tabs: below one another where there is room, else side by side. */
export function FileTabs({ id, names, open, changed, onOpen }: FileTabsProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const here = names.indexOf(open);
    const goals: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowRight: here + 1,
      ArrowUp: here - 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: names.length - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const index = (goal + names.length) % names.length;
    onOpen(names[index] as string);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div role="tablist" aria-label={t('Files')} className="panel-configFiles" onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}-tab-${name}`}
          aria-selected={name === open}
          aria-controls={`${id}-file`}
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          <span translate="no">{name}</span>
          {changed.has(name) && (
            <span className="panel-configChanged">
              <span aria-hidden="true"> ●</span>
              <span className="panel-unseen"> {t('changed')}</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
