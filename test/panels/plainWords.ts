/** What is read or spoken of an element besides its text. */
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
];

/** What is shown as programs write it. */
const OWN = '[translate="no"], code, pre, kbd, script, style, .app-hidden';

/** Names that stand within sentences: programs, their settings, signals and commands, and what a scenario calls its own. */
const NAMES = new Set(
  `nginx Gunicorn Django Python PostgreSQL SQLite MySQL HTTP HTTPS sync gthread proxy proxy_pass proxy_request_buffering proxy_buffering
  proxy_read_timeout max_requests SIGABRT SIGKILL SIGTERM SIGSTOP SIGCONT limit_req proxy_cache gzip sendfile backlog
  Apache uWSGI mod_wsgi CherryPy runserver Flask ListenBacklog queueLength ip_hash least_conn bybusyness Mbit kbit Gbit
  unix fibre slow-3g fast slow home upload photo hello GET POST location WSGI environ`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

/**
 * Words of four and more plain letters below an element that stand where people read or hear them: in the made-up language, these were never given
 * to translators. Each with the place that it stands in.
 * @param names what else stands there as it is: settings, values, commands
 */
export function plainWords(root: Element, names: Iterable<string> = []): string[] {
  const own = new Set([...NAMES, ...[...names].flatMap((name) => wordsOf(name.toLowerCase()))]);
  const found: string[] = [];
  const look = (text: string | null, place: string) => {
    for (const word of wordsOf(text ?? ''))
      if (!own.has(word.toLowerCase())) found.push(`${word} (${place}: ${text?.trim()})`);
  };
  const isOwn = (element: Element | null): boolean => {
    const nearest = element?.closest(`${OWN}, [translate="yes"]`);
    return nearest != null && nearest.getAttribute('translate') !== 'yes';
  };
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!isOwn(node.parentElement)) look(node.nodeValue, placeOf(node.parentElement));
  }
  for (const element of root.querySelectorAll(SPOKEN.map((name) => `[${name}]`).join()))
    if (!isOwn(element))
      for (const name of SPOKEN) look(element.getAttribute(name), `${placeOf(element)} ${name}`);
  return [...new Set(found)];
}

const wordsOf = (text: string): readonly string[] => text.match(/[A-Za-z][A-Za-z_0-9-]{3,}/g) ?? [];

const placeOf = (element: Element | null): string =>
  element === null ? '' : `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
