import { type ReactNode, useId, useRef } from 'react';
import './popover.css';

interface PopoverProps {
  /** Accessible name of the button. */
  readonly label: string;
  readonly title: string;
  /** What the button shows. */
  readonly mark: ReactNode;
  /** What opens; the focus goes into it and comes back. */
  readonly children: ReactNode;
}

/** A button that opens a small sheet beside it. The browser closes it on Escape and on a press elsewhere. */
export function Popover({ label, title, mark, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);

  const place = () => {
    const from = button.current?.getBoundingClientRect();
    const element = sheet.current;
    if (!from || !element) return;
    const { offsetWidth, offsetHeight } = element;
    const isRoomBelow = from.bottom + offsetHeight + 8 < window.innerHeight;
    const top = isRoomBelow ? from.bottom + 4 : Math.max(4, from.top - offsetHeight - 4);
    const left = Math.min(from.left, window.innerWidth - offsetWidth - 8);
    element.style.top = `${top}px`;
    element.style.left = `${Math.max(left, 8)}px`;
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className="panel-step"
        aria-label={label}
        title={title}
        popoverTarget={id}
      >
        {mark}
      </button>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className="panel-popover"
        onToggle={(event) => {
          if (event.newState === 'open') place();
        }}
      >
        {children}
      </div>
    </>
  );
}
