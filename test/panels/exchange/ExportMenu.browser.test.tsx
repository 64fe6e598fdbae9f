import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ExportMenu } from '../../../src/panels/exchange/ExportMenu.tsx';
import '../../../src/stage/palette.css';
import { uploads } from '../harness/uploads.ts';
import { runOf } from '../runs.ts';

const run = runOf(uploads);

test.each([
  ['HAR', 'slow-uploads-request-buffer-off.har', /^\{"log":/],
  ['Trace', 'slow-uploads-request-buffer-off.trace.json', /"traceEvents"/],
  ['Events, CSV', 'slow-uploads-request-buffer-off.events.csv', /^event,at_us,/],
  ['Requests, CSV', 'slow-uploads-request-buffer-off.requests.csv', /^request,clients,/],
])('the run is saved as %s, and the menu says what opens it', async (name, file, content) => {
  const onSave = vi.fn();
  const screen = await render(<ExportMenu run={run} onSave={onSave} />);
  await screen.getByRole('button', { name: 'Save…' }).click();
  const item = screen.getByRole('button', {
    name: new RegExp(`^${name} .*(devtools|perfetto|spreadsheet)`),
  });
  await item.click();
  await expect.poll(() => onSave.mock.calls.length).toBe(1);
  expect(onSave.mock.calls[0]?.[0]).toBe(file);
  expect(onSave.mock.calls[0]?.[2]).toMatch(content);
  await expect.element(screen.getByRole('status')).toHaveTextContent(`Saved ${file}`);
  await expect.element(item).not.toBeInTheDocument();
});

test('the keyboard opens it, chooses, and leaves it with Escape', async () => {
  const onSave = vi.fn();
  const screen = await render(<ExportMenu run={run} onSave={onSave} />);
  const button = screen.getByRole('button', { name: 'Save…' });
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const first = screen.getByRole('button', { name: /^HAR/ });
  await expect.element(first).toBeVisible();
  await userEvent.keyboard('{Tab}');
  await expect.element(first).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(first).not.toBeInTheDocument();
  await expect.element(button).toHaveFocus();
  await userEvent.keyboard('{Enter}{Tab}{Tab}{Tab}{Tab}{Enter}');
  await expect.poll(() => onSave.mock.calls[0]?.[0]).toMatch(/requests\.csv$/);
});

test('without anybody who takes it, the file goes to the downloads', async () => {
  const clicked: HTMLAnchorElement[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    clicked.push(this);
  });
  const screen = await render(<ExportMenu run={run} />);
  await screen.getByRole('button', { name: 'Save…' }).click();
  await screen.getByRole('button', { name: /^HAR/ }).click();
  await expect.poll(() => clicked.length).toBe(1);
  expect(clicked[0]?.download).toMatch(/\.har$/);
  const text = await (await fetch(clicked[0]?.href ?? '')).text();
  expect(JSON.parse(text).log.entries.length).toBe(run.requests);
  click.mockRestore();
});
