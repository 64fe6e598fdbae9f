/** Hands something to the person as a file to save. */
export function saveBlob(name: string, content: Uint8Array<ArrayBuffer> | string): void {
  const type = typeof content === 'string' ? 'text/plain;charset=utf-8' : 'application/zip';
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
