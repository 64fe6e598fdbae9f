/** Parts of a path that name one thing of many: numbers, UUIDs, hashes, long tokens with digits. */
const IDENTIFIERS = [
  /^\d+$/,
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  /^(?=.*\d)[\da-f]{8,}$/i,
  /^(?=.*\d)(?=.*[A-Za-z])[\w-]{20,}$/,
];
const FILE =
  /\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|ogg|pdf|wasm|webmanifest|txt|xml)$/i;
const FOLDERS = /^\/(?:static|staticfiles|media|assets|dist|build|css|js|img|images|fonts)\//;

/** A path longer than this is cut; a scenario takes 200 characters. */
const LONGEST = 160;

/** The path of a target (`/a?b=c`, `http://host/a`), or null where there is none. */
export function pathOf(target: string): string | null {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  const shown = path === '' && /^https?:/i.test(target) ? '/' : path;
  if (!shown.startsWith('/')) return null;
  // What a scenario's path may not hold is written as browsers send it.
  return shown.replace(/[^!-~]/g, (sign) => encodeSign(sign));
}

function encodeSign(sign: string): string {
  try {
    return encodeURIComponent(sign);
  } catch {
    return '%EF%BF%BD'; // half of a surrogate pair
  }
}

/** Whether a path looks like a file that a front server sends: by its ending, or its folder. */
export function looksStatic(method: string, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (/^\/(?:robots\.txt|favicon\.ico)$/.test(path)) return true;
  return FILE.test(path) || (FOLDERS.test(path) && /\.\w{1,11}$/.test(path));
}

/** The path with `:id` for what names one thing of many; of files the folder and the ending: `/static/*.css`. */
export function patternOf(path: string, isStatic: boolean): string {
  const parts = path.slice(0, LONGEST).split('/');
  if (isStatic) {
    const ending = /\.\w{1,11}$/.exec(path)?.[0] ?? '';
    const folder = parts.length > 2 ? `/${parts[1]}` : '';
    return parts.length > 2 ? `${folder}/*${ending.toLowerCase()}` : path.slice(0, LONGEST);
  }
  return parts
    .map((part) => (IDENTIFIERS.some((each) => each.test(part)) ? ':id' : part))
    .join('/');
}
