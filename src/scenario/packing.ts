/**
 * Text ⇄ characters that are safe in a link: UTF-8, repeats folded (LZSS over a window of 4096 bytes that begins as
 * {@link PRIMER}), six bits a character. Part of link format 1: a change here is a new format.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const OFFSET_BITS = 12;
const LENGTH_BITS = 5;
const SHORTEST = 3;
const LONGEST = SHORTEST + 2 ** LENGTH_BITS - 1;
const WINDOW = 2 ** OFFSET_BITS;

/** Words that scenarios are made of, so that even a short one folds. */
const PRIMER =
  '"proxy_connect_timeout":"proxy_max_temp_file_size":"client_header_timeout":"client_body_timeout":"send_timeout":"graceful_timeout":"worker_connections":"superuser_reserved_connections":"max_connections":"boot":"rtt":"up":"down":"Mbit/s","kB/s","readEvery":"50ms","readDelay":"headOver":"stops":"mid-head","mid-body","before-head","slow-3g","dribble","loopback","unlimited","never","sendBuffer":"receiveBuffer":"MiB","KiB","hosts":{"web":{"cores":4},"db":{}},"version":"classic","effect":"hang","crash","remove-worker":true},{"at":"abort-client":"restart-database":"slow-database":{"factor":10,"for":"2s"}},"add-worker":true},{"burst":{"clients":"count":"kill-worker":1},"spacing":"uniform","from":"until":"thinkIs":"think":"exponential","requestsEach":5},"backlog":2048},"socket":{"kind":"unix","CONN_MAX_AGE":"60s"},"database":"none","front":{"locations":[{"match":"/static/","static":"/srv/static"},{"match":"/","proxy":true}],"proxy_request_buffering":false,"proxy_buffering":false,"client_max_body_size":"10MiB"},"app":{"workers":2,"timeout":"30s"},"routes":[{"name":"home","path":"/","response":"20kB","cpu":"5ms","wait":"200ms","waitIs":"exponential","queries":1,"query":"2ms"},{"name":"upload","method":"POST","path":"/profile/photo","body":"900kB"},{"name":"css","path":"/static/app.css","static":true}],"script":[{"at":"3.2s",{"scenario":{"title":"Untitled","seed":1,"duration":"10s","clients":[{"name":"fast","patience":"30s","closes":false,"link":"fibre","pace":{"bodyOver":"5s"},"readRate":"1MB/s"},"asks":"home","arrivals":{"rate":"30/s"}},{"arrivals":[{"at":"20ms","route":"upload"},{"at":"40ms"},{"at":"1s"}]}]},"atUs":1,"selected":1,"step":1}';

/** Never throws. */
export function packText(text: string): string {
  const start = PRIMER.length;
  const bytes = utf8Of(PRIMER + text);
  const writer = new BitWriter();
  const lastAt = new Map<number, number>();
  const earlier = new Int32Array(bytes.length);
  const remember = (at: number) => {
    const key = threeAt(bytes, at);
    earlier[at] = lastAt.get(key) ?? -1;
    lastAt.set(key, at);
  };
  for (let at = 0; at < start; at++) remember(at);
  for (let at = start; at < bytes.length; ) {
    let length = 0;
    let offset = 0;
    let candidate = lastAt.get(threeAt(bytes, at)) ?? -1;
    for (let tries = 0; candidate >= 0 && at - candidate < WINDOW && tries < 200; tries++) {
      let run = 0;
      while (run < LONGEST && at + run < bytes.length && bytes[candidate + run] === bytes[at + run])
        run++;
      if (run > length) {
        length = run;
        offset = at - candidate;
      }
      candidate = earlier[candidate] as number;
    }
    if (length < SHORTEST) {
      length = 1;
      writer.write(bytes[at] as number, 9);
    } else {
      writer.write(1, 1);
      writer.write(offset, OFFSET_BITS);
      writer.write(length - SHORTEST, LENGTH_BITS);
    }
    for (const end = at + length; at < end; at++) remember(at);
  }
  return writer.finish();
}

/** The text, or null where these characters were not made by {@link packText}. Never throws. */
export function unpackText(packed: string): string | null {
  const reader = new BitReader(packed);
  const start = PRIMER.length;
  const bytes = utf8Of(PRIMER);
  while (reader.left >= 9) {
    if (reader.read(1) === 0) {
      bytes.push(reader.read(8));
      continue;
    }
    if (reader.left < OFFSET_BITS + LENGTH_BITS) return null;
    const from = bytes.length - reader.read(OFFSET_BITS);
    const length = reader.read(LENGTH_BITS) + SHORTEST;
    if (from < 0 || from >= bytes.length) return null;
    for (let run = 0; run < length; run++) bytes.push(bytes[from + run] as number);
  }
  const hasOnlyPadding = reader.left < 6 && reader.read(reader.left) === 0;
  return hasOnlyPadding && !reader.isForeign ? textOf(bytes, start) : null;
}

function threeAt(bytes: readonly number[], at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

class BitWriter {
  private bits = 0;
  private count = 0;
  private readonly characters: string[] = [];

  write(value: number, width: number): void {
    for (let bit = width - 1; bit >= 0; bit--) {
      this.bits = (this.bits << 1) | ((value >> bit) & 1);
      if (++this.count < 6) continue;
      this.characters.push(ALPHABET[this.bits] as string);
      this.bits = 0;
      this.count = 0;
    }
  }
  finish(): string {
    if (this.count > 0) this.write(0, 6 - this.count);
    return this.characters.join('');
  }
}

class BitReader {
  /** Bits not yet read. */
  left: number;
  /** A character outside the alphabet was met. */
  isForeign = false;
  private readonly packed: string;

  constructor(packed: string) {
    this.packed = packed;
    this.left = packed.length * 6;
  }
  read(width: number): number {
    let value = 0;
    for (let bit = 0; bit < width; bit++) {
      const at = this.packed.length * 6 - this.left--;
      const six = ALPHABET.indexOf(this.packed[Math.floor(at / 6)] as string);
      if (six < 0) this.isForeign = true;
      value = (value << 1) | ((six >> (5 - (at % 6))) & 1);
    }
    return value;
  }
}

function utf8Of(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd; // half a pair has no UTF-8
    if (code < 0x80) bytes.push(code);
    else {
      const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes.push(([0, 0xc0, 0xe0, 0xf0][more] as number) | (code >> (6 * more)));
      for (let rest = more - 1; rest >= 0; rest--) bytes.push(0x80 | ((code >> (6 * rest)) & 0x3f));
    }
  }
  return bytes;
}

function textOf(bytes: readonly number[], start: number): string | null {
  const characters: string[] = [];
  for (let at = start; at < bytes.length; ) {
    const first = bytes[at++] as number;
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    let code = first & ([0x7f, 0x1f, 0x0f, 0x07][more] as number);
    for (let rest = 0; rest < more; rest++) code = (code << 6) | ((bytes[at++] ?? 0) & 0x3f);
    if (code > 0x10ffff) return null;
    characters.push(String.fromCodePoint(code));
  }
  return characters.join('');
}
