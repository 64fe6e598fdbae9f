/** How the two windows of a presentation reach each other. */
export interface Line {
  /** `channel`: all windows of this browser at this address; `windows`: only the one that was opened from here, or that opened this one; `none`: nobody. */
  readonly way: 'channel' | 'windows' | 'none';
  send(message: object): void;
  close(): void;
}

const ID = /^[a-z0-9]{8,40}$/;

/** Whether a text may name a line. */
export const isLineId = (id: string | undefined): id is string => id !== undefined && ID.test(id);

/** A name that no other presentation has. */
export function newLineId(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return [...numbers].map((n) => n.toString(36).padStart(7, '0')).join('');
}

/**
 * Opens a line of this name. Where pages have no origin of their own (a sandboxed frame, a file) or the browser lacks `BroadcastChannel`, the two windows talk
 * directly, which only works for the window that was opened here (`partner`). What arrives is handed over unread.
 */
export function openLine(
  id: string,
  partner: () => Window | null,
  onMessage: (message: unknown) => void,
): Line {
  return openChannel(id, onMessage) ?? openWindows(id, partner, onMessage);
}

function openChannel(id: string, onMessage: (message: unknown) => void): Line | null {
  if (typeof BroadcastChannel === 'undefined' || self.origin === 'null') return null;
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(`roundtrip present ${id}`);
  } catch {
    return null;
  }
  channel.onmessage = (event) => onMessage(event.data);
  channel.onmessageerror = () => onMessage(undefined);
  return {
    way: 'channel',
    send: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}

function openWindows(
  id: string,
  partner: () => Window | null,
  onMessage: (message: unknown) => void,
): Line {
  const hear = (event: MessageEvent): void => {
    if (event.source === null || event.source !== partner()) return;
    if (event.data?.line === id) onMessage(event.data.message);
  };
  window.addEventListener('message', hear);
  return {
    get way() {
      return partner() === null ? 'none' : 'windows';
    },
    // Without an origin there is none to name. What is sent is the number of a step and the like, and goes to the window that we opened, or that opened us.
    send: (message) =>
      partner()?.postMessage({ line: id, message }, self.origin === 'null' ? '*' : self.origin),
    close: () => window.removeEventListener('message', hear),
  };
}
