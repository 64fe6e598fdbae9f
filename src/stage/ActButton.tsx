import { createContext, memo, useContext } from 'react';
import { t } from '../language/t.ts';
import { targetOf } from './acting.ts';
import type { OnAct, StageTarget } from './target.ts';

/** What to call when somebody wants to act upon something, or null where nothing may be changed. */
export const ActContext = createContext<OnAct | null>(null);

/** The small ⋯ on whatever can be acted upon: seen on hover, on focus, and always where there is no mouse. */
export const ActButton = memo(function ActButton(props: {
  /** As in `data-target`: see acting.ts. */
  of: string;
  /** `worker 2`, `nginx`. */
  name: string;
  /** Whether Tab stops here; within a group arrow keys reach the others. */
  isStop?: boolean;
}) {
  const onAct = useContext(ActContext);
  const target = targetOf(props.of);
  if (!onAct || !target) return null;
  return (
    <button
      type="button"
      className="stage-act"
      data-act
      tabIndex={props.isStop === false ? -1 : 0}
      aria-label={t('Act on {name}', { name: props.name })}
      aria-haspopup="menu"
      title={t('Act on {name}', { name: props.name })}
      onClick={(event) => {
        event.stopPropagation();
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        onAct(target, { x: left, y: bottom });
      }}
    >
      <span aria-hidden="true">⋯</span>
    </button>
  );
});

/** Arrow keys among the ⋯ of one group (`data-act-group`): one Tab stop for many workers. Returns whether the key was used. */
export function walkActs(element: HTMLElement, key: string): boolean {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
  const group = step === undefined ? null : element.closest('[data-act-group]');
  if (!group || step === undefined) return false;
  const all = [...group.querySelectorAll<HTMLElement>('[data-act]')];
  all[all.indexOf(element) + step]?.focus();
  return true;
}

/** The target whose element was asked for its menu: by the right button, a long touch, or the menu key. */
export function targetAt(element: Element): StageTarget | null {
  const request = element.closest<HTMLElement>('[data-request]')?.dataset.request;
  if (request !== undefined) return { kind: 'request', request: Number(request) };
  return targetOf(element.closest<HTMLElement>('[data-target]')?.dataset.target);
}
