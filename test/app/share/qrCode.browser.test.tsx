import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { QrCode, QUIET } from '../../../src/app/share/QrCode.tsx';

const LINK = 'https://docs.example/roundtrip/#/lesson/slow-clients/step-4?at=4206134us&request=50';
/** Pixels of the drawing for each module. */
const FINE = 8;

test('the pixels of the code are the modules that encode the link, in white', async () => {
  const screen = await render(<QrCode text={LINK} label="code of the link" />);
  const drawing = screen.getByRole('img', { name: 'code of the link' }).element();
  const { size, data, version } = encode(LINK, { ecc: 'M', border: 0 });
  const side = size + 2 * QUIET;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(side * FINE));
  copy.setAttribute('height', String(side * FINE));
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = side * FINE;
  canvas.height = side * FINE;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const isBlack = (x: number, y: number): boolean =>
    (context.getImageData((x + 0.5) * FINE, (y + 0.5) * FINE, 1, 1).data[0] as number) < 128;
  const seen = Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => isBlack(x, y)),
  );
  const wanted = Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => data[y - QUIET]?.[x - QUIET] ?? false),
  );
  expect(seen).toEqual(wanted);
  // 15 % of the words may be lost: a smaller code of this version would hold more, with less to spare.
  expect(version).toBeGreaterThan(
    encode(LINK, { ecc: 'L', border: 0, boostEcc: false }).version - 1,
  );
});
