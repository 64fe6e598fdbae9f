import { join } from 'node:path';
import { createServer, type InlineConfig, type ViteDevServer } from 'vite';
import { suggestion } from '../../scenario/problems.ts';
import type { Output } from './checkCommand.ts';
import { readCourse } from './readCourse.ts';

export interface PreviewOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly id: string | undefined;
  /** Another port where this one is taken. */
  readonly port?: number;
  /** More settings of the development server, for tests. */
  readonly server?: InlineConfig;
}

/**
 * `preview`: serves the site while a lesson is written. Its page follows every save and stays at its step and moment; a file with mistakes
 * shows them, there and here, until it is mended.
 * @returns the server, or null for a lesson that there is not
 */
export async function preview(
  { root, id, port = 5173, server = {} }: PreviewOptions,
  output: Output,
): Promise<ViteDevServer | null> {
  const { ids, problems } = readCourse(join(root, 'lessons'));
  if (id === undefined || !ids.includes(id)) {
    output.complain(
      id === undefined
        ? `which lesson? allowed: ${ids.join(', ')}`
        : `there is no lesson ${id}.yaml; ${suggestion(id, ids)}, or npm run lessons -- new ${id}`,
    );
    return null;
  }
  for (const line of [...(problems.get('') ?? []), ...(problems.get(id) ?? [])])
    output.complain(line);
  const started = await createServer({
    ...server,
    root,
    configFile: join(root, 'vite.config.ts'),
    server: { port, ...server.server },
  });
  await started.listen();
  const [address = ''] = started.resolvedUrls?.local ?? [];
  output.out(`${address}#/lesson/${id}`);
  output.out(`The page follows every save of lessons/${id}.yaml. Ctrl+C ends it.`);
  return started;
}
