import { language, msg, t } from '../../language/t.ts';
import type { StretchKey } from './claimsMeasure.ts';

const STRETCH: Readonly<Record<StretchKey, string>> = {
  connect: msg('connecting##a stretch of a request’s time'),
  tls: msg('agreeing on encryption (TLS)##a stretch of a request’s time'),
  send: msg('sending##a stretch of a request’s time'),
  buffer: msg('collected by the front server##a stretch of a request’s time'),
  queue: msg('in the waiting room##a stretch of a request’s time'),
  read: msg('being read by a worker##a stretch of a request’s time'),
  view: msg('in the view##a stretch of a request’s time'),
  database: msg('in the database##a stretch of a request’s time'),
  write: msg('the answer being written##a stretch of a request’s time'),
  receive: msg('the answer on its way##a stretch of a request’s time'),
  static: msg('a file being sent##a stretch of a request’s time'),
  linger: msg('waiting for the client to close##a stretch of a request’s time'),
};

/** A stretch of a request’s time: in English by the word that lessons write (`queue`). */
export const stretchText = (stretch: StretchKey): string =>
  language() === 'en' ? stretch : t(STRETCH[stretch]);
