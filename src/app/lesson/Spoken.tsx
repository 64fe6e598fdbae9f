import { useEffect, useRef, useState } from 'react';

/** Time without a change before it is spoken: a knob that is still being turned is one announcement. */
const QUIET_MS = 900;

/** Says for the ear what the eye sees change, once it rests; nothing on arrival. */
export function Spoken({ text }: { text: string }) {
  const first = useRef(text);
  const [said, say] = useState('');
  useEffect(() => {
    if (text === '' || text === first.current) return;
    first.current = '';
    const timer = setTimeout(() => say(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p role="status" className="app-hidden">
      {said}
    </p>
  );
}
