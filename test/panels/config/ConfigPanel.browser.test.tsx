import { useMemo, useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ConfigPanel } from '../../../src/panels/config/ConfigPanel.tsx';
import type { Written } from '../../../src/panels/written.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { playerAt, runOf } from '../runs.ts';

const START: Written = {
  duration: '1s',
  clients: [{ name: 'one', arrivals: [{ at: '10ms' }] }],
  app: { workers: 2 },
};

// A pane as it is on a desk.
beforeEach(() => page.viewport(1000, 400));

/** The panel on a scenario that is kept, and a knob elsewhere. */
function Sandbox({
  onWrite,
  mayEdit = true,
}: {
  onWrite?(written: Written): void;
  mayEdit?: boolean;
}) {
  const [written, setWritten] = useState(START);
  const read = useMemo(() => parseScenario(written), [written]);
  const run = useMemo(() => runOf(isProblems(read) ? START : written), [read, written]);
  const player = useMemo(() => playerAt(run), [run]);
  const write = (next: Written) => {
    setWritten(next);
    onWrite?.(next);
  };
  const edit = mayEdit ? { written, problems: isProblems(read) ? read : [], onWrite: write } : null;
  return (
    <>
      <button
        type="button"
        onClick={() => write({ ...written, front: { proxy_read_timeout: '5s' } })}
      >
        Elsewhere
      </button>
      <div style={{ height: 300 }}>
        <ConfigPanel
          run={run}
          player={player}
          selected={null}
          onSelect={() => {}}
          ghost={null}
          edit={edit}
        />
      </div>
    </>
  );
}

test('a pasted command line gives Gunicorn its shape, and what is beyond the model is listed', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Sandbox onWrite={onWrite} />);
  await screen.getByRole('button', { name: 'Paste…' }).click();
  await screen
    .getByRole('textbox', { name: 'Paste a configuration' })
    .fill('gunicorn app.wsgi:application -w 4 -k gthread --threads 8 --reload');
  await screen.getByRole('button', { name: 'Apply' }).click();
  await expect.element(screen.getByText('Took over 3 settings')).toBeVisible();
  await expect.element(screen.getByText('command:1 --reload')).toBeVisible();
  expect(onWrite.mock.lastCall?.[0]).toMatchObject({
    app: { workers: 4, worker_class: 'gthread', threads: 8 },
  });
  // The file that it belongs to is open, and says it.
  await expect
    .element(screen.getByRole('tab', { name: 'gunicorn.conf.py' }))
    .toHaveAttribute('aria-selected', 'true');
  await expect.element(screen.getByText('threads = 8')).toBeVisible();
});

test('an edited file that is wrong says where, changes nothing, and stays to be mended', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Sandbox onWrite={onWrite} />);
  await screen.getByRole('button', { name: 'Edit' }).click();
  const text = screen.getByRole('textbox', { name: 'Edit nginx.conf' });
  await text.fill('http {\n  server {\n    listen 80\n  }\n}\n');
  await screen.getByRole('button', { name: 'Apply' }).click();
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('nginx.conf could not be read.');
  await expect.element(screen.getByText('nginx.conf:3:12')).toBeVisible();
  expect(onWrite).not.toHaveBeenCalled();
  await text.fill(
    'http {\n  server {\n    listen 80;\n location / { proxy_pass http://127.0.0.1:8000; proxy_read_timeout 7s; }  }\n}\n',
  );
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect
    .element(screen.getByText('proxy_read_timeout 7s;', { exact: false }).first())
    .toBeVisible();
  await expect
    .poll(() => onWrite.mock.lastCall?.[0])
    .toMatchObject({ front: { proxy_read_timeout: '7s' } });
});

test('a knob turned elsewhere changes the line, marks it and brings it into sight', async () => {
  const screen = await render(<Sandbox />);
  await screen.getByRole('button', { name: 'Elsewhere' }).click();
  const line = screen.getByText('proxy_read_timeout 5s;', { exact: false });
  await expect.element(line).toHaveTextContent('changed');
  const box = line.element().closest('section')?.getBoundingClientRect();
  const own = line.element().getBoundingClientRect();
  expect(own.top).toBeGreaterThanOrEqual(box?.top ?? Number.NaN);
  expect(own.bottom).toBeLessThanOrEqual(box?.bottom ?? Number.NaN);
});

test('a line that says a setting opens its knob, which turns it', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Sandbox onWrite={onWrite} />);
  await screen.getByRole('tab', { name: 'gunicorn.conf.py' }).click();
  await screen.getByRole('button', { name: /: app\.workers$/ }).click();
  const workers = screen.getByRole('textbox', { name: 'workers' });
  await workers.fill('9');
  await userEvent.keyboard('{Enter}');
  expect(onWrite.mock.lastCall?.[0]).toMatchObject({ app: { workers: 9 } });
  await expect.element(screen.getByText('workers = 9')).toBeVisible();
});

test('arrow keys walk through the files', async () => {
  const screen = await render(<Sandbox />);
  await screen.getByRole('tab', { name: 'nginx.conf' }).click();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  const settings = screen.getByRole('tab', { name: 'settings.py' });
  await expect.element(settings).toHaveFocus();
  await expect.element(settings).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{End}');
  await expect.element(screen.getByRole('tab', { name: 'README.txt' })).toHaveFocus();
});

test('where nothing may be changed, it shows the files and explains their lines', async () => {
  const screen = await render(<Sandbox mayEdit={false} />);
  await expect.element(screen.getByText('worker_connections 512;')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Edit' }).elements()).toHaveLength(0);
  expect(screen.getByRole('button', { name: 'Paste…' }).elements()).toHaveLength(0);
  await screen.getByRole('button', { name: /: front\.worker_connections$/ }).click();
  await expect
    .element(
      screen.getByText('connections that the one nginx worker process may hold', { exact: false }),
    )
    .toBeVisible();
});

test('on a phone everything fits the width', async () => {
  await page.viewport(390, 844);
  const screen = await render(<Sandbox />);
  await expect.element(screen.getByRole('tab', { name: 'nginx.conf' })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
