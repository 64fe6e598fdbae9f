/**
 * What takes dropped files comes a moment after the page. A file dropped before it is there would be opened by the browser, in place of
 * the page: until then it is held here.
 */
let held: File[] = [];

function hold(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  held.push(...event.dataTransfer.files);
}

/** Holds files that are dropped from now on. */
export function holdDrops(): void {
  window.addEventListener('dragover', hold);
  window.addEventListener('drop', hold);
}

/** What was dropped so far, for whoever takes files from now on. */
export function takeHeld(): File[] {
  window.removeEventListener('dragover', hold);
  window.removeEventListener('drop', hold);
  const taken = held;
  held = [];
  return taken;
}
