/** What is left of one flow. */
export interface Course<F> {
  readonly flow: F;
  leftBytes: number;
  /** Of that, what needs no window: the head of an answer. */
  headBytes: number;
  /** Until the next one has its turn. */
  turnBytes: number;
  hasBegun: boolean;
}

type Told<F> = (course: Course<F>, atUs: number) => void;

/** After so many turns in one go it is time to reckon with averages: an answer of any size costs the same. */
const MOST_TURNS = 512;

/** Less than this is nothing: what is left of rounding. */
const NOTHING = 1e-6;

/**
 * A line that flows take in turns, byte for byte as far as turns go: a bucket of bytes that pass at once after a pause, a speed, and a
 * window that the receiver gives back half by half, one round trip later. The future is found by letting a copy run.
 */
export class LineState<F> {
  bytesPerUs = Number.POSITIVE_INFINITY;
  turnBytes = Number.POSITIVE_INFINITY;
  private readonly rttUs: number;
  private readonly burstBytes: number;
  private readonly windowBytes: number;
  private sinceUs = 0;
  private bucketBytes: number;
  /** What the sender may still send; what the receiver has had since it gave something back; what it has given back, on its way. */
  private creditBytes: number;
  private eatenBytes = 0;
  private returns: { readonly atUs: number; readonly bytes: number }[] = [];
  private courses: Course<F>[] = [];

  constructor(rttUs: number, burstBytes: number, windowBytes: number) {
    this.rttUs = rttUs;
    this.burstBytes = burstBytes;
    this.windowBytes = windowBytes;
    this.bucketBytes = burstBytes;
    this.creditBytes = windowBytes;
  }

  copy(): LineState<F> {
    const copy = new LineState<F>(this.rttUs, this.burstBytes, this.windowBytes);
    copy.bytesPerUs = this.bytesPerUs;
    copy.turnBytes = this.turnBytes;
    copy.sinceUs = this.sinceUs;
    copy.bucketBytes = this.bucketBytes;
    copy.creditBytes = this.creditBytes;
    copy.eatenBytes = this.eatenBytes;
    copy.returns = this.returns.slice();
    copy.courses = this.courses.map((course) => ({ ...course }));
    return copy;
  }

  renewWindow(): void {
    this.creditBytes = this.windowBytes;
    this.eatenBytes = 0;
    this.returns = [];
  }

  add(flow: F, bytes: number, headBytes: number): void {
    const { turnBytes } = this;
    this.courses.push({ flow, leftBytes: bytes, headBytes, turnBytes, hasBegun: false });
  }

  /** Takes a flow out; false: it was not there any more. */
  remove(is: (flow: F) => boolean): boolean {
    const at = this.courses.findIndex(({ flow }) => is(flow));
    if (at >= 0) this.courses.splice(at, 1);
    return at >= 0;
  }

  /** Lets the line work until a moment. */
  advance(untilUs: number, onEnd: Told<F> = ignore, onBegin: Told<F> = ignore): void {
    const { courses } = this;
    for (let turns = 0; courses.length > 0 && this.sinceUs <= untilUs; turns++) {
      if (turns > MOST_TURNS) {
        this.average(untilUs, onEnd, onBegin);
        break;
      }
      this.collect();
      const [course] = courses;
      if (!course.hasBegun && (course.headBytes > 0 || this.creditBytes > 0)) {
        course.hasBegun = true;
        onBegin(course, this.sinceUs);
      }
      const isHead = course.headBytes > 0;
      const bytes = isHead
        ? course.headBytes
        : Math.min(course.leftBytes, course.turnBytes, this.creditBytes);
      if (bytes < NOTHING && course.leftBytes > NOTHING) {
        if (!this.waitForWindow(untilUs)) return;
      } else if (!this.pass(course, bytes, isHead, untilUs)) return;
      else if (course.leftBytes <= NOTHING) {
        courses.shift();
        onEnd(course, this.sinceUs);
      } else if (course.turnBytes <= NOTHING) {
        course.turnBytes = this.turnBytes;
        courses.push(courses.shift() as Course<F>);
      }
    }
    if (courses.length === 0) this.rest(untilUs);
  }

  /** The bucket fills while nothing is sent. */
  private rest(untilUs: number): void {
    if (untilUs === Number.POSITIVE_INFINITY || untilUs <= this.sinceUs) return;
    if (this.burstBytes > 0) {
      const fills = (untilUs - this.sinceUs) * this.bytesPerUs;
      this.bucketBytes = Math.min(this.burstBytes, this.bucketBytes + fills);
    }
    this.sinceUs = untilUs;
  }

  /** Window that has come back by now. */
  private collect(): void {
    while (this.returns.length > 0 && this.returns[0].atUs <= this.sinceUs)
      this.creditBytes += (this.returns.shift() as { bytes: number }).bytes;
  }

  /** False: none comes back by then. */
  private waitForWindow(untilUs: number): boolean {
    const next = this.returns[0]?.atUs ?? Number.POSITIVE_INFINITY;
    if (next > untilUs) {
      this.rest(untilUs);
      return false;
    }
    this.rest(next);
    return true;
  }

  /** Sends up to so many bytes; false: the time is over before they have passed. */
  private pass(course: Course<F>, bytes: number, isHead: boolean, untilUs: number): boolean {
    const free = Math.min(this.bucketBytes, bytes);
    const endsUs = this.sinceUs + (bytes - free) / this.bytesPerUs;
    const isWhole = endsUs <= untilUs;
    const passed = isWhole ? bytes : free + (untilUs - this.sinceUs) * this.bytesPerUs;
    this.bucketBytes -= free;
    this.sinceUs = isWhole ? endsUs : untilUs;
    course.leftBytes -= passed;
    course.turnBytes -= passed;
    if (isHead) course.headBytes -= passed;
    else if (this.windowBytes < Number.POSITIVE_INFINITY) this.eat(passed);
    return isWhole;
  }

  /** The receiver gives back what it has had as soon as that is half a window. */
  private eat(bytes: number): void {
    this.creditBytes -= bytes;
    this.eatenBytes += bytes;
    if (this.eatenBytes < this.windowBytes / 2) return;
    this.returns.push({ atUs: this.sinceUs + this.rttUs, bytes: this.eatenBytes });
    this.eatenBytes = 0;
  }

  /** All alike share the speed that the line, or the window, allows in the long run. */
  private average(untilUs: number, onEnd: Told<F>, onBegin: Told<F>): void {
    const { courses } = this;
    const speed = Math.min(
      this.bytesPerUs,
      this.windowBytes === Number.POSITIVE_INFINITY
        ? Number.POSITIVE_INFINITY
        : this.windowBytes / Math.max(this.rttUs, NOTHING),
    );
    for (const course of courses)
      if (!course.hasBegun) {
        course.hasBegun = true;
        onBegin(course, this.sinceUs);
      }
    courses.sort((a, b) => a.leftBytes - b.leftBytes);
    while (courses.length > 0) {
      const [{ leftBytes }] = courses;
      const wholeUs = (leftBytes * courses.length) / speed;
      const isWhole = this.sinceUs + wholeUs <= untilUs;
      const each = isWhole ? leftBytes : ((untilUs - this.sinceUs) * speed) / courses.length;
      for (const course of courses) {
        course.leftBytes -= each;
        course.headBytes = Math.min(course.headBytes, Math.max(0, course.leftBytes));
      }
      this.sinceUs = isWhole ? this.sinceUs + wholeUs : untilUs;
      if (!isWhole) return;
      while (courses.length > 0 && courses[0].leftBytes <= NOTHING)
        onEnd(courses.shift() as Course<F>, this.sinceUs);
    }
  }
}

function ignore(): void {}
