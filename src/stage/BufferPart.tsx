import { memo } from 'react';
import { bytesText, partOfBytesText } from '../insight/plainWords.ts';
import type { BufferView, Scene } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import type { BufferWords } from './frontWording.ts';
import { Gauge } from './Gauge.tsx';
import { slotsIn, type Zones } from './zones.ts';

export interface BufferPartProps {
  /** Which front server. */
  readonly front: number;
  readonly name: 'request' | 'response';
  readonly title: string;
  readonly words: BufferWords;
  readonly buffers: readonly BufferView[];
  readonly zones: Zones | null;
}

/** Slots of a buffer before it has been measured. */
const UNMEASURED = { columns: 1, capacity: 2 };

/** One of a front server's buffers: what it holds for whom, in bytes, and what of it no longer fits into memory. */
export function BufferPart(props: BufferPartProps) {
  const { front, name, buffers } = props;
  const { setting, on, state, empty } = props.words;
  const zone = `front:${front}.${name}`;
  const box = props.zones?.boxes.get(zone);
  const { columns, capacity } = box ? slotsIn(box, buffers.length) : UNMEASURED;
  const shown = buffers.length > capacity ? buffers.slice(0, capacity - 1) : buffers;
  return (
    <>
      <h3 className="stage-part" title={setting}>
        <span className="stage-part-title">{props.title}</span>
        <span className="stage-part-state" data-on={on}>
          {(on ? inAll(buffers) : null) ?? state}
        </span>
      </h3>
      <ul
        className="stage-buffer"
        data-zone={zone}
        data-on={on}
        data-columns={columns}
        data-empty={buffers.length === 0 || undefined}
      >
        {buffers.length === 0 && <li className="stage-buffer-none">{empty}</li>}
        {shown.map((buffer) => (
          <Slot
            key={buffer.request}
            front={front}
            name={name}
            request={buffer.request}
            words={
              columns > 1 && (box?.w ?? 0) < 118 * columns
                ? `${Math.floor((100 * buffer.bytes) / Math.max(1, buffer.total))} %`
                : partOfBytesText(buffer.bytes, buffer.total)
            }
            inFile={(buffer.inFileBytes ?? 0) > 0}
          />
        ))}
        {buffers.length > shown.length && (
          <li className="stage-slot-more">+{buffers.length - shown.length}</li>
        )}
      </ul>
    </>
  );
}

/** `2.1 MB`: all that is held; `file 1.9 MB`: what of it no longer fits into memory, where anything does not. */
function inAll(buffers: readonly BufferView[]): string | null {
  if (buffers.length === 0) return null;
  const bytes = buffers.reduce((sum, b) => sum + b.bytes, 0);
  const inFile = buffers.reduce((sum, b) => sum + (b.inFileBytes ?? 0), 0);
  return inFile > 0 ? t('file {bytes}', { bytes: bytesText(inFile) }) : bytesText(bytes);
}

function shareHeld(scene: Scene, front: number, name: 'request' | 'response', request: number) {
  const view = scene.fronts[front];
  const list = name === 'request' ? view?.requestBuffers : view?.responseBuffers;
  const buffer = list?.find((b) => b.request === request);
  return buffer ? buffer.bytes / Math.max(1, buffer.total) : null;
}

const Slot = memo(function Slot(props: {
  front: number;
  name: 'request' | 'response';
  request: number;
  words: string;
  inFile: boolean;
}) {
  const { front, name, request } = props;
  return (
    <li
      className="stage-slot"
      data-for={request}
      title={
        props.inFile
          ? t('{words}, part of it in a temporary file', { words: props.words })
          : props.words
      }
    >
      <span className="stage-slot-cell" data-long={request >= 999 || undefined} aria-hidden="true">
        {request + 1}
      </span>
      <span className="stage-slot-words">{props.words}</span>
      <Gauge
        name={`${front}.${name}:${request}`}
        of={(now) => shareHeld(now, front, name, request) ?? 0}
      />
    </li>
  );
});
