import type { Written } from '../../panels/written.ts';

/** The scenario of the sandbox as it stands: what an imported configuration or record changes. Null before the sandbox was ever shown. */
let present: Written | null = null;

export const presentSandbox = (): Written | null => present;

export function setPresentSandbox(written: Written): void {
  present = written;
}
