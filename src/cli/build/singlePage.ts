/** Text that stands where a lesson, as JSON, and its title will be put. */
export interface Slots {
  readonly lesson: string;
  readonly title: string;
}

/** A piece of a script or style sheet as it may stand in HTML: nothing in it ends its element. */
function inlined(text: string, element: 'script' | 'style'): string {
  // In a script both only occur in strings, patterns and templates, where the backslash means nothing.
  const safe =
    element === 'script'
      ? text.replaceAll(/<\/script/gi, '<\\/script').replaceAll('<!--', '<\\!--')
      : text;
  if (/<\/(?:script|style)|<!--/i.test(safe))
    throw new Error(`a ${element} of the player holds what would end it in HTML`);
  return safe;
}

/**
 * The player as one page, with the slots that a lesson and its title are put into. Its policy names its script and its styles by their hashes: nothing else
 * runs in it, and it can ask nothing of any network.
 * @param hash SHA-256 as base64
 */
export function singlePage(
  scriptText: string,
  stylesText: string,
  slots: Slots,
  hash: (text: string) => string,
): string {
  const script = inlined(scriptText, 'script');
  const styles = inlined(stylesText, 'style');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash(script)}'`,
    `style-src 'sha256-${hash(styles)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${slots.title}</title>
<style>${styles}</style>
</head>
<body>
<div id="root"></div>
<noscript>This lesson simulates a web server in your browser and needs JavaScript to run.</noscript>
<script type="application/json" id="lesson">${slots.lesson}</script>
<script>${script}</script>
</body>
</html>
`;
}
