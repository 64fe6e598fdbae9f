import { type Path, pathText } from '../../panels/written.ts';

/** The name under which the field of this path stands in the page. */
export const fieldId = (path: Path): string => `prepare-${pathText(path)}`;
