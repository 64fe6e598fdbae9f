import type { Intervention } from '../scenario/scenario.ts';

/** A line of the script in a few words: `kill worker 2`, `restart database`. */
export function interventionText(intervention: Intervention): string {
  const words = intervention.do.replaceAll('-', ' ');
  return 'worker' in intervention && typeof intervention.worker === 'number'
    ? `${words} ${intervention.worker + 1}`
    : words;
}
