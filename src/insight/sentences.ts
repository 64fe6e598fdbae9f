import type { EventName } from '../recording/vocabulary.ts';
import { CLIENT_SENTENCES } from './clientSentences.ts';
import { DATABASE_SENTENCES } from './databaseSentences.ts';
import { FRONT_SENTENCES } from './frontSentences.ts';
import { SERVER_SENTENCES } from './serverSentences.ts';
import type { Sentences } from './told.ts';

/** One sentence for every word of the vocabulary; the compiler knows when one is missing. */
export const SENTENCES: Sentences<EventName> = {
  ...CLIENT_SENTENCES,
  ...FRONT_SENTENCES,
  ...SERVER_SENTENCES,
  ...DATABASE_SENTENCES,
};
