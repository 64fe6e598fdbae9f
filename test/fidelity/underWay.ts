import type { Case } from './readCases.ts';

/** Names of measured cases whose mechanisms the engine is being taught: shown by `try.ts`, not yet held against the model. */
const UNDER_WAY =
  /apache|mod_wsgi|uwsgi|cheroot|runserver|limit_req|proxy_cache|gzip-on_text|ip_hash|least_conn|weight3-1/;

export const isUnderWay = ({ name }: Pick<Case, 'name'>) => UNDER_WAY.test(name);

/** Pages and handshakes over TLS, and HTTP/2. */
export const isTlsUnderWay = true;
