import type { Evidence } from '../../../lesson/evidence/evidence.ts';
import { packProgress, unpackProgress } from '../../../lesson/evidence/packProgress.ts';
import { type Score, scoreOf } from '../../../lesson/evidence/score.ts';
import type { Progress } from '../../../lesson/flowProgress.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { interactionOf } from './interactions.ts';
import type { ScormApi } from './scormApi.ts';
import { scormTime } from './scormTime.ts';

/** Statuses that a lesson keeps once it has them, whatever is looked at again. */
const DONE = ['completed', 'passed', 'failed'];

/** One visit of a learner, as the platform is told of it (SCORM 1.2). It is opened once, told of every change, and ended exactly once. */
export class ScormSession {
  readonly #api: ScormApi;
  readonly #lesson: Lesson;
  readonly #nowMs: () => number;
  readonly #beganMs: number;
  readonly #mastery: number | null;
  /** Interactions told of, in this visit or one before. */
  readonly #told = new Set<string>();
  readonly #sent = new Map<string, string>();
  #interactions: number | null;
  #isDone: boolean;
  #isEnded = false;

  /**
   * Where the learner left off; null on the first visit, or where what the platform kept is of another version of the lesson.
   */
  readonly progress: Progress | null;
  /** Something was kept, but nothing could be made of it. */
  readonly isForgotten: boolean;

  private constructor(api: ScormApi, lesson: Lesson, nowMs: () => number) {
    this.#api = api;
    this.#lesson = lesson;
    this.#nowMs = nowMs;
    this.#beganMs = nowMs();
    const kept = this.#get('cmi.suspend_data') ?? '';
    this.progress = unpackProgress(lesson, kept);
    this.isForgotten = kept !== '' && this.progress === null;
    const mastery = this.#get('cmi.student_data.mastery_score') ?? '';
    this.#mastery = /^\d+(?:\.\d+)?$/.test(mastery) ? Number(mastery) : null;
    const count = this.#get('cmi.interactions._count');
    this.#interactions = count !== null && /^\d+$/.test(count) ? Number(count) : null;
    for (const [id, { first }] of Object.entries(this.progress?.noted ?? {}))
      if (first) this.#told.add(id);
    const status = this.#get('cmi.core.lesson_status') ?? '';
    this.#isDone = DONE.includes(status);
    if (!this.#isDone) this.#set('cmi.core.lesson_status', 'incomplete');
    this.#set('cmi.core.score.min', '0');
    this.#set('cmi.core.score.max', '100');
  }

  /** Begins a visit; null where the platform refuses. `nowMs`: a clock that only goes on. */
  static open(api: ScormApi, lesson: Lesson, nowMs: () => number): ScormSession | null {
    if (api.LMSInitialize('') !== 'true') return null;
    return new ScormSession(api, lesson, nowMs);
  }

  /**
   * Tells the platform how it stands now: only what has changed. Kept for good whenever the learner comes to another step or gives an answer.
   * @returns the points that it was told
   */
  tell(progress: Progress, evidence: Evidence): Score {
    const score = scoreOf(evidence.answers);
    if (this.#isEnded) return score;
    const changes = [
      this.#set('cmi.core.lesson_location', progress.step),
      this.#set('cmi.core.score.raw', String(score.percent)),
      this.#tellStatus(evidence.isFinished, score.percent),
      this.#tellInteractions(evidence),
    ];
    this.#set('cmi.suspend_data', packProgress(this.#lesson, progress));
    if (changes.includes(true)) this.#api.LMSCommit('');
    return score;
  }

  /** Ends the visit; a second time nothing happens. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#set('cmi.core.session_time', scormTime(this.#nowMs() - this.#beganMs));
    this.#set('cmi.core.exit', this.#isDone ? '' : 'suspend');
    this.#api.LMSCommit('');
    this.#api.LMSFinish('');
  }

  #tellStatus(isFinished: boolean, percent: number): boolean {
    if (!isFinished) return false;
    this.#isDone = true;
    const mastery = this.#mastery;
    const status = mastery === null ? 'completed' : percent >= mastery ? 'passed' : 'failed';
    return this.#set('cmi.core.lesson_status', status);
  }

  #tellInteractions({ answers }: Evidence): boolean {
    let isNew = false;
    for (const answer of answers) {
      if (this.#interactions === null || !answer.first || this.#told.has(answer.step)) continue;
      // A curve is judged a moment after it is drawn.
      if (answer.isRight === null) continue;
      this.#told.add(answer.step);
      isNew = true;
      for (const [element, value] of interactionOf(this.#lesson, answer))
        this.#api.LMSSetValue(`cmi.interactions.${this.#interactions}.${element}`, value);
      this.#interactions++;
    }
    return isNew;
  }

  /** The value, or null where the platform does not have the element. */
  #get(element: string): string | null {
    const value = this.#api.LMSGetValue(element);
    return String(this.#api.LMSGetLastError()) === '0' ? String(value) : null;
  }

  /** Whether it was another value than the one sent last. */
  #set(element: string, value: string): boolean {
    if (this.#sent.get(element) === value) return false;
    this.#sent.set(element, value);
    this.#api.LMSSetValue(element, value);
    return true;
  }
}
