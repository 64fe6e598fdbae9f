import { EVENT } from '../recording/vocabulary.ts';
import type { Law } from './conservation.ts';
import { requestName } from './plainWords.ts';
import type { Run } from './shapes.ts';
import { rowName } from './state/worldSessions.ts';

interface Holding {
  readonly session: number;
  readonly request: number;
}

/** Laws of row locks: one holder per row, and each holder lets go or its session ends. */
export class RowLaws {
  private readonly rows = new Map<string, Holding>();
  private readonly waiting = new Map<number, string>();

  private readonly run: Run;
  private readonly law: Law;

  constructor(run: Run, law: Law) {
    this.run = run;
    this.law = law;
  }

  event(i: number): void {
    const { run, law } = this;
    const session = run.actor(i);
    const request = run.request(i);
    switch (run.type(i)) {
      case EVENT['lock/waiting']: {
        law(!this.waiting.has(session), i, () => `session ${session + 1} waits for a row already`);
        this.waiting.set(session, rowName(run, request));
        return;
      }
      case EVENT['lock/taken']: {
        const row = rowName(run, request);
        const holder = this.rows.get(row);
        law(
          holder === undefined || holder.session === session,
          i,
          () => `row “${row}” is held by ${requestName(holder?.request ?? 0)}`,
        );
        this.rows.set(row, { session, request });
        this.waiting.delete(session);
        return;
      }
      case EVENT['lock/released']:
        law(this.isHolder(session), i, () => `session ${session + 1} holds no row`);
        this.letGo(session);
        return;
      case EVENT['lock/timedOut']:
        law(this.waiting.has(session), i, () => `session ${session + 1} waits for no row`);
        this.waiting.delete(session);
        return;
      case EVENT['session/closed']:
      case EVENT['query/failed']:
        this.letGo(session);
        this.waiting.delete(session);
        return;
    }
  }

  /** At the end of the run: who holds a row is still at work. */
  end(isHeld: (request: number) => boolean): void {
    for (const [row, { request }] of this.rows)
      this.law(
        isHeld(request),
        this.run.length,
        () => `${requestName(request)} is done and still holds row “${row}”`,
      );
  }

  private isHolder(session: number): boolean {
    for (const holding of this.rows.values()) if (holding.session === session) return true;
    return false;
  }

  private letGo(session: number): void {
    for (const [row, holding] of this.rows) if (holding.session === session) this.rows.delete(row);
  }
}
