import { msg, t } from '../../language/t.ts';
import type { SignalCause } from './scene.ts';

const WORDS: Readonly<Record<Exclude<SignalCause, ''>, string>> = {
  timeout: msg('timeout##why a worker got a signal'),
  'out of memory': msg('out of memory##why a worker got a signal'),
  reload: msg('reload##why a worker got a signal'),
  stop: msg('stop##why a worker got a signal'),
};

/** Why a process got a signal, in the language that is spoken; empty where nobody says. */
export const signalCauseText = (cause: SignalCause): string =>
  cause === '' ? '' : t(WORDS[cause]);
