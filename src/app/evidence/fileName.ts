import type { Evidence } from '../../lesson/evidence/evidence.ts';

/** A name that every file system takes: `answers-slow-clients-ada-lovelace.json`; letters of other scripts stay. */
export function fileName({ lesson, learner }: Evidence, ending: string): string {
  const who = (learner ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `answers-${lesson.id}${who === '' ? '' : `-${who}`}.${ending}`;
}
