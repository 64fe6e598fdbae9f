import { msg, t } from '../language/t.ts';
import type { Failure } from '../recording/vocabulary.ts';

const WORDS: Readonly<Record<Failure, string>> = {
  refused: msg('refused##how a request ended: connection refused'),
  'empty-reply': msg('empty reply##how a request ended: closed without a byte'),
  truncated: msg('truncated##how a request ended: closed within the answer'),
  reset: msg('reset##how a request ended: connection reset'),
  'client-abort': msg('client abort##how a request ended: the client left'),
  'eof-in-request': msg('eof in request##how a request ended: closed while it was being sent'),
};

/** How a request ended without a complete answer, as a client program would report it: `empty reply`; null = with none at all. */
export const failureText = (failure: Failure | null): string =>
  failure === null ? t('no answer##how a request ended') : t(WORDS[failure]);
