/**
 * The event queue: a binary heap on (atUs, seq) whose entries can be taken out again. Ties leave first-in first-out, which is what keeps
 * a FIFO backlog fair. Entries live in slots; a slot's number is the handle for {@link EventQueue.cancel}. All columns are typed arrays.
 *
 * What is scheduled is often what comes next: an entry that comes before all others stays outside of the heap, as its `head`.
 */
export class EventQueue<T> {
  /** Moment of the entry last taken; nothing may be scheduled before it. */
  nowUs = 0;
  private capacity = 256;
  private heapAt = new Float64Array(this.capacity);
  private heapSeq = new Float64Array(this.capacity);
  private heapSlot = new Int32Array(this.capacity);
  private position = new Int32Array(this.capacity);
  private code = new Int32Array(this.capacity);
  private arg = new Float64Array(this.capacity);
  private readonly target: (T | null)[] = [];
  private free = new Int32Array(this.capacity);
  private freeCount = 0;
  private size = 0;
  private slots = 0;
  private seq = 0;
  /** Slot of the entry before all others, -1 = not known: then the heap's first is next. */
  private head = -1;
  private headAt = 0;
  private headSeq = 0;
  /** Of the entry last taken by {@link take}. */
  takenCode = 0;
  takenArg = 0;

  get length(): number {
    return this.head < 0 ? this.size : this.size + 1;
  }

  /** Moment of the next entry, Infinity when there is none. */
  peek(): number {
    return this.head >= 0 ? this.headAt : this.firstAt();
  }

  /**
   * Schedules `code` for `target`; returns the handle.
   * @throws where `atUs` lies in the past: an engine that does that has lost its causality.
   */
  push(atUs: number, target: T | null, code: number, arg: number): number {
    if (!(atUs >= this.nowUs))
      throw new Error(`event scheduled for ${atUs} µs, which is before ${this.nowUs} µs`);
    if (this.length === this.capacity) this.grow();
    const slot = this.freeCount > 0 ? this.free[--this.freeCount] : this.slots++;
    this.target[slot] = target;
    this.code[slot] = code;
    this.arg[slot] = arg;
    const seq = this.seq++;
    if (atUs >= this.peek()) this.up(this.size++, atUs, seq, slot);
    else {
      if (this.head >= 0) this.up(this.size++, this.headAt, this.headSeq, this.head);
      this.head = slot;
      this.headAt = atUs;
      this.headSeq = seq;
    }
    return slot;
  }

  /**
   * Takes the next entry out and moves the clock to it; returns its target and leaves the rest in `takenCode` and `takenArg`. Only when not
   * empty.
   */
  take(): T | null {
    this.nowUs = this.peek();
    let slot = this.head;
    if (slot >= 0) this.head = -1;
    else {
      slot = this.heapSlot[0];
      const last = --this.size;
      if (last > 0) this.down(0, this.heapAt[last], this.heapSeq[last], this.heapSlot[last]);
    }
    const target = this.target[slot];
    this.takenCode = this.code[slot];
    this.takenArg = this.arg[slot];
    this.release(slot);
    return target;
  }

  /** Takes an entry out that has not come up yet. The handle is void afterwards. */
  cancel(slot: number): void {
    this.release(slot);
    if (slot === this.head) {
      this.head = -1;
      return;
    }
    const hole = this.position[slot];
    const last = --this.size;
    if (hole === last) return;
    const at = this.heapAt[last];
    const seq = this.heapSeq[last];
    const moved = this.heapSlot[last];
    const parent = (hole - 1) >> 1;
    if (hole > 0 && before(at, seq, this.heapAt[parent], this.heapSeq[parent]))
      this.up(hole, at, seq, moved);
    else this.down(hole, at, seq, moved);
  }

  private firstAt(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.heapAt[0];
  }

  private release(slot: number): void {
    this.target[slot] = null;
    this.free[this.freeCount++] = slot;
  }

  private up(from: number, at: number, seq: number, slot: number): void {
    const { heapAt, heapSeq, heapSlot, position } = this;
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentAt = heapAt[parent];
      if (at > parentAt || (at === parentAt && seq > heapSeq[parent])) break;
      const s = heapSlot[parent];
      heapAt[i] = parentAt;
      heapSeq[i] = heapSeq[parent];
      heapSlot[i] = s;
      position[s] = i;
      i = parent;
    }
    heapAt[i] = at;
    heapSeq[i] = seq;
    heapSlot[i] = slot;
    position[slot] = i;
  }

  private down(from: number, at: number, seq: number, slot: number): void {
    const { heapAt, heapSeq, heapSlot, position, size } = this;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      let childAt = heapAt[child];
      const right = child + 1;
      if (right < size) {
        const rightAt = heapAt[right];
        if (rightAt < childAt || (rightAt === childAt && heapSeq[right] < heapSeq[child])) {
          child = right;
          childAt = rightAt;
        }
      }
      if (at < childAt || (at === childAt && seq < heapSeq[child])) break;
      const s = heapSlot[child];
      heapAt[i] = childAt;
      heapSeq[i] = heapSeq[child];
      heapSlot[i] = s;
      position[s] = i;
      i = child;
    }
    heapAt[i] = at;
    heapSeq[i] = seq;
    heapSlot[i] = slot;
    position[slot] = i;
  }

  private grow(): void {
    const wider = <A extends Float64Array | Int32Array>(old: A, fresh: A): A => {
      fresh.set(old as never);
      return fresh;
    };
    this.capacity *= 2;
    this.heapAt = wider(this.heapAt, new Float64Array(this.capacity));
    this.heapSeq = wider(this.heapSeq, new Float64Array(this.capacity));
    this.heapSlot = wider(this.heapSlot, new Int32Array(this.capacity));
    this.position = wider(this.position, new Int32Array(this.capacity));
    this.code = wider(this.code, new Int32Array(this.capacity));
    this.free = wider(this.free, new Int32Array(this.capacity));
    this.arg = wider(this.arg, new Float64Array(this.capacity));
  }
}

function before(at: number, seq: number, otherAt: number, otherSeq: number): boolean {
  return at < otherAt || (at === otherAt && seq < otherSeq);
}
