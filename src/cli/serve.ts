import { fileURLToPath } from 'node:url';
import { serveFolder } from './serveFolder.ts';

// `npm start`: serves the built site until Ctrl+C. PORT chooses the port; a taken one is an error, not a surprise.
const folder = fileURLToPath(new URL('../../dist', import.meta.url));
const wanted = process.env.PORT ?? '4173';
try {
  const port = /^\d+$/.test(wanted) ? Number(wanted) : Number.NaN;
  if (!(port < 2 ** 16)) throw new Error('allowed is a whole number from 0 to 65535');
  const { url } = await serveFolder({ folder, port });
  console.log(`Roundtrip is at ${url} (Ctrl+C stops it)`);
} catch (problem) {
  console.error(
    `Cannot serve on port ${wanted}: ${(problem as Error).message}. Set PORT to another.`,
  );
  process.exitCode = 1;
}
