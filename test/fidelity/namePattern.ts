/** How a group of cases is put into words: the pattern of their names, and the words, given its groups. */
export type NamePattern = readonly [RegExp, string | ((...groups: string[]) => string)];

export const server = (workers: string, where: string) =>
  `${workers === '1' ? 'one worker' : `${workers === '2' ? 'two' : workers} workers`}${where === 'via-nginx' ? ' behind nginx' : ''}`;
/** `sync-w2`, `gthread-w1t4`, `gevent-w1`, `asgi-w1` */
export const workers = (kind: string) => {
  const match = /^(sync|gthread|gevent|asgi)-w(\d)(?:t(\d+))?$/.exec(kind);
  if (!match) return kind;
  const [, of, count, threads] = match;
  const many = count === '1' ? `one ${of} worker` : `two ${of} workers`;
  return threads ? `${many}, ${threads} threads${count === '1' ? '' : ' each'}` : many;
};
export const trial = (number: string | undefined) => (number ? `, trial ${number}` : '');
export const DATABASE: Record<string, string> = { pg: 'PostgreSQL', mariadb: 'MariaDB' };
