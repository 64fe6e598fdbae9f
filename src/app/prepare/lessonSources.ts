/** The files of the course as they are written: only whoever prepares a lesson of one fetches it. */
const SOURCES = import.meta.glob<string>(
  ['../../../lessons/*.yaml', '!../../../lessons/{course,glossary,shared}.yaml'],
  { import: 'default', query: '?raw' },
);

/**
 * The YAML of a lesson of the course.
 * @throws (rejects) where there is none, or it cannot be fetched
 */
export async function lessonText(id: string): Promise<string> {
  const path = `../../../lessons/${id}.yaml`;
  const fetchText = Object.hasOwn(SOURCES, path) ? SOURCES[path] : undefined;
  if (!fetchText) throw new RangeError(`the course has no lesson ${id}`);
  return fetchText();
}
