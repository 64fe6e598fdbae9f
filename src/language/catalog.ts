/** The messages of a language: by {@link keyOf} the English text, which a made-up language may look at too; undefined where it has none. */
export type Catalog = (key: string, english: string) => string | undefined;

/** A short name for an English text, so that a catalogue need not repeat it: 32 bits of FNV-1a. The build refuses two texts with the same. */
export function keyOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A catalogue from the data of a built language file. */
export function catalogFrom(messages: Readonly<Record<string, string>>): Catalog {
  return (key) => (Object.hasOwn(messages, key) ? messages[key] : undefined);
}
