import { encode } from 'uqr';

interface Props {
  readonly text: string;
  /** What it is to those who do not see it. */
  readonly label: string;
}

/** White round the code that readers need to find it, in modules; the standard asks for four. */
export const QUIET = 4;

/** A QR code, black on white in every theme; it can be read with up to 15 % of it covered. */
export function QrCode({ text, label }: Props) {
  const { size, data } = codeOf(text);
  const side = size + 2 * QUIET;
  return (
    <svg className="share-code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={pathOf(data)} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  );
}

/**
 * The modules of the code of a text, without the white round it.
 * @throws where the text is longer than a code can hold, about 2,300 bytes
 */
export const codeOf = (text: string) => encode(text, { ecc: 'M', border: 0 });

/** Black modules as one path, row by row in runs. */
export function pathOf(data: readonly (readonly boolean[])[]): string {
  let path = '';
  for (const [y, row] of data.entries())
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from + QUIET} ${y + QUIET}h${x - from + 1}v1h-${x - from + 1}z`;
    }
  return path;
}
