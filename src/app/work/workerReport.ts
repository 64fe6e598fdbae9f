/** What a worker says of its job. */
export type WorkerReport =
  | { readonly is: 'ready' }
  | { readonly is: 'progress'; readonly share: number }
  | { readonly is: 'done'; readonly answer: unknown }
  | { readonly is: 'failed'; readonly message: string };
