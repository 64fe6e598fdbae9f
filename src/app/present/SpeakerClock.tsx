import { useEffect, useState } from 'react';
import { localeTag } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';

/** Time since the presentation was begun, or since it was last set to nought here; and the time of day. */
export function SpeakerClock({ begunMs }: { begunMs: number | null }) {
  const [nowMs, setNow] = useState(() => Date.now());
  const [fromMs, setFrom] = useState<number | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const since = fromMs ?? begunMs;
  const seconds = since === null ? 0 : Math.max(0, Math.floor((nowMs - since) / 1000));
  const time = new Intl.DateTimeFormat(localeTag(), { hour: '2-digit', minute: '2-digit' });
  return (
    <p className="speaker-clock">
      <span role="timer" aria-label={t('Time gone by')}>
        {elapsedText(seconds)}
      </span>
      <button type="button" className="app-button" onClick={() => setFrom(Date.now())}>
        {t('Set to 0:00')}
      </button>
      <time>{time.format(nowMs)}</time>
    </p>
  );
}

/** `4:07`, `1:02:09`. */
export function elapsedText(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}
