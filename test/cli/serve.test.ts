import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../src/cli/serve.ts', import.meta.url));

test.concurrent.each(['x', '', '-1', '65536'])(
  'PORT=%s is refused in one line',
  async (PORT) => {
    const { code, complaint } = await new Promise<{ code: unknown; complaint: string }>((resolve) =>
      execFile(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), PROGRAM],
        { env: { ...process.env, PORT }, timeout: 20_000 },
        (error, _, complaint) => resolve({ code: error?.code, complaint }),
      ),
    );
    expect(complaint).toBe(
      `Cannot serve on port ${PORT}: allowed is a whole number from 0 to 65535. Set PORT to another.\n`,
    );
    expect(code).toBe(1);
  },
  30_000,
);
