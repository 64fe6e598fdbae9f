/** Where this script was loaded from, with a slash at the end: the embedded pages are beside it. Found while it runs; a module has no other way to know. */
export const scriptFolder = (): string => {
  const own = document.currentScript as HTMLScriptElement | null;
  const named = document.querySelector<HTMLScriptElement>('script[src*="embed.v1.js"]');
  return new URL('.', own?.src || named?.src || document.baseURI).href;
};
