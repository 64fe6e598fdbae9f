import type { Job } from './jobs.ts';

/** What a worker says of its job. */
export type WorkerReport =
  | { readonly is: 'ready' }
  | { readonly is: 'progress'; readonly share: number }
  | { readonly is: 'done'; readonly answer: unknown }
  | { readonly is: 'failed'; readonly message: string };

/** What a worker is asked to do, and what it is to say it in: words that are part of an answer are made where it is made. */
export interface JobOrder {
  readonly job: Job;
  readonly language: string;
  /** Of that language, by short keys; null: English. */
  readonly messages: Readonly<Record<string, string>> | null;
}
