/** Size of the picture, px; as pixels it is twice as fine. */
export const POSTER = { width: 1200, height: 675, pixelsPerPx: 2 } as const;

/** The drawing as a file of its own. */
export const svgText = (drawing: SVGSVGElement): string =>
  new XMLSerializer().serializeToString(drawing);

/**
 * The drawing as pixels.
 * @throws (rejects) where the browser can draw none
 */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const { width, height, pixelsPerPx } = POSTER;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(drawing))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * pixelsPerPx;
  canvas.height = height * pixelsPerPx;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no pixels'))), 'image/png'),
  );
}
