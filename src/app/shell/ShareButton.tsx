import { useEffect, useId, useRef, useState } from 'react';
import { useMakeLink } from './sharing.tsx';
import { ToolIcon } from './ToolIcon.tsx';

/** Copies the link of this moment; where the clipboard is forbidden it shows the link, selected, to be copied by hand. */
export function ShareButton() {
  const makeLink = useMakeLink();
  const [said, setSaid] = useState('');
  const [byHand, setByHand] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 6000);
    return () => clearTimeout(timer);
  }, [said]);

  async function share() {
    const link = makeLink();
    if (link === null) {
      setByHand(null);
      setSaid('Too large for a link. Save it as a file, and send that.');
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      setByHand(null);
      setSaid('Link to this moment copied');
    } catch {
      setByHand(link);
    }
  }

  return (
    <div className="app-share">
      <button
        type="button"
        ref={button}
        className="app-button"
        aria-label="Share"
        title="Copy a link to this moment"
        onClick={share}
      >
        <ToolIcon of="share" />
        <span className="app-wideOnly">Share</span>
      </button>
      <span role="status" className={said ? 'app-toast' : 'app-hidden'}>
        {said}
      </span>
      {byHand !== null && (
        <LinkByHand
          link={byHand}
          onClose={() => {
            setByHand(null);
            button.current?.focus();
          }}
        />
      )}
    </div>
  );
}

function LinkByHand({ link, onClose }: { link: string; onClose(): void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.select();
  }, []);
  return (
    <div
      className="app-popover"
      role="dialog"
      aria-labelledby={id}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <label id={id} htmlFor={`${id}-link`}>
        Copy this link (the browser does not let the page do it)
      </label>
      <input id={`${id}-link`} ref={field} readOnly value={link} className="app-field" />
      <button type="button" className="app-button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}
