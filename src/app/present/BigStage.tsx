import { type ReactNode, useRef } from 'react';
import { useSize } from '../../stage/useZones.ts';

/** The least room in which the street says all it has to say, px; where there is more, it is shown larger rather than wider. */
const ROOM = { w: 1_150, h: 400 };

/** Shows the stage as large as the screen allows: laid out in the room that it needs, and enlarged as a whole. */
export function BigStage({ children }: { children: ReactNode }) {
  const pane = useRef<HTMLDivElement>(null);
  const size = useSize(pane);
  const scale = size ? Math.max(1, Math.min(size.w / ROOM.w, size.h / ROOM.h)) : 1;
  return (
    <div ref={pane} className="present-stage">
      <div
        className="app-stageHold present-stageScaled"
        style={
          size && scale > 1
            ? { width: size.w / scale, height: size.h / scale, transform: `scale(${scale})` }
            : undefined
        }
      >
        {children}
      </div>
    </div>
  );
}
