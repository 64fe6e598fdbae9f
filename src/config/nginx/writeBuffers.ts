import type { Nginx } from '../../scenario/scenario.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import type { Page } from '../page.ts';
import { writeSize } from './nginxUnits.ts';

const PAGE_BYTES = 4096;
/** nginx takes no temporary file that is smaller than one of its buffers; this is as small as buffers are made here. */
const LEAST_BYTES = 1024;

/** How an answer's memory is split into `proxy_buffer_size` and `proxy_buffers`, each at most `capBytes`; the sum is exact. */
export function splitBuffers(
  bytes: number,
  capBytes: number,
): {
  readonly first: number;
  readonly number: number;
  readonly each: number;
  readonly busy: number;
} {
  let number = 3;
  let each = Math.floor(bytes / 4);
  if (bytes % PAGE_BYTES === 0 && bytes / PAGE_BYTES >= 3 && capBytes >= PAGE_BYTES) {
    each = PAGE_BYTES;
    while (bytes / each > 1024 && bytes % (each * 2) === 0 && each * 2 <= capBytes) each *= 2;
    number = bytes / each - 1;
  } else if (each > capBytes - 3) {
    number = Math.ceil(bytes / capBytes) + 1;
    each = Math.floor(bytes / (number + 1));
    if (bytes - number * each > capBytes) each = Math.ceil(bytes / (number + 1));
  }
  const first = bytes - number * each;
  return { first, number, each, busy: Math.max(first, Math.min(2 * each, (number - 1) * each)) };
}

/** The memory and the temporary file for one answer. */
export function writeBuffers(page: Page, front: Nginx, pass: 'proxy' | 'uwsgi'): void {
  const temp = front.proxy_max_temp_file_sizeBytes;
  const { first, number, each, busy } = splitBuffers(
    front.proxy_buffersBytes,
    temp === 0 ? Number.POSITIVE_INFINITY : Math.max(temp, LEAST_BYTES),
  );
  const path = ['front', 'proxy_buffers'];
  page.add(`    ${pass}_buffer_size ${writeSize(first)};`, path);
  page.add(`    ${pass}_buffers ${number} ${writeSize(each)};`, path);
  page.add(`    ${pass}_busy_buffers_size ${writeSize(busy)};`);
  const isSmall = temp > 0 && temp < LEAST_BYTES;
  const comment = isSmall
    ? `  # ${note('proxy_max_temp_file_size', writeQuantity('bytes', temp), 'nginx takes none that is smaller than a buffer')}`
    : '';
  page.add(`    ${pass}_max_temp_file_size ${writeSize(isSmall ? LEAST_BYTES : temp)};${comment}`, [
    'front',
    'proxy_max_temp_file_size',
  ]);
}
