/** A file of an archive. */
interface Entry {
  readonly name: string;
  readonly text: string;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] as number);
  return (crc ^ 0xffffffff) >>> 0;
}

/** 1 January 1980, the first day that an archive knows: the same files always give the same archive. */
const DAY_ONE = 0x21;

/**
 * A zip archive of text files, not compressed. Source: PKWARE, APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16; names are UTF-8.
 */
export function zipOf(files: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const index: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const name = encoder.encode(file.name);
    const body = encoder.encode(file.text);
    // Version 2.0, UTF-8 names, stored, time, day, checksum, both sizes, length of the name, no extra field.
    const common = fields(
      [20, 2],
      [0x0800, 2],
      [0, 2],
      [0, 2],
      [DAY_ONE, 2],
      [crc32(body), 4],
      [body.length, 4],
      [body.length, 4],
      [name.length, 2],
      [0, 2],
    );
    index.push(
      fields([0x02014b50, 4], [20, 2]),
      common,
      fields([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
      name,
    );
    const head = [fields([0x04034b50, 4]), common, name, body];
    parts.push(...head);
    at += lengthOf(head);
  }
  const end = fields(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [lengthOf(index), 4],
    [at, 4],
    [0, 2],
  );
  const all = [...parts, ...index, end];
  const zip = new Uint8Array(lengthOf(all));
  let place = 0;
  for (const part of all) {
    zip.set(part, place);
    place += part.length;
  }
  return zip;
}

const lengthOf = (parts: readonly Uint8Array[]) =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** Numbers of so many bytes each, the lowest byte first. */
function fields(...numbers: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap(([value, bytes]) =>
      Array.from({ length: bytes }, (_, byte) => (value >>> (8 * byte)) & 0xff),
    ),
  );
}
