import { msg, t } from '../language/t.ts';
import type { Intervention } from '../scenario/scenario.ts';

const WORDS: Readonly<Record<Intervention['do'], string>> = {
  'kill-worker': msg('kill worker'),
  'add-worker': msg('add worker'),
  'remove-worker': msg('remove worker'),
  'reload-app': msg('reload app'),
  'stop-app': msg('stop app'),
  'start-app': msg('start app'),
  'reload-front': msg('reload front'),
  'restart-database': msg('restart database'),
  'slow-database': msg('slow database'),
  burst: msg('burst'),
  'abort-client': msg('abort client'),
  'hang-worker': msg('hang worker'),
  'slow-client': msg('slow client'),
  'unplug-host': msg('unplug host'),
  'busy-host': msg('busy host'),
  'stop-front': msg('stop front'),
  'start-front': msg('start front'),
};

/** A line of the script in a few words: `kill worker 2`, `restart database`. */
export function interventionText(intervention: Intervention): string {
  const words = t(WORDS[intervention.do]);
  return 'worker' in intervention && typeof intervention.worker === 'number'
    ? `${words} ${intervention.worker + 1}`
    : words;
}
