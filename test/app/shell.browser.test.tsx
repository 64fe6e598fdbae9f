import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { keptFor, noteProgress, progressOf } from '../../src/app/lesson/progress.ts';
import { keep, recall } from '../../src/app/shell/deviceMemory.ts';
import { ErrorBoundary } from '../../src/app/shell/ErrorBoundary.tsx';
import { ShareButton } from '../../src/app/shell/ShareButton.tsx';
import { SharingProvider } from '../../src/app/shell/sharing.tsx';
import { ThemeToggle } from '../../src/app/shell/ThemeToggle.tsx';
import { Tabs } from '../../src/app/workbench/Tabs.tsx';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  delete document.documentElement.dataset.theme;
});

function ThreeTabs() {
  const [open, setOpen] = useState('events');
  const tab = (key: string) => ({ key, label: key, show: () => <p>all {key}</p> });
  return (
    <Tabs
      label="Instruments"
      tabs={['events', 'logs', 'numbers'].map(tab)}
      open={open}
      onOpen={setOpen}
    />
  );
}

test('tabs are one stop for Tab; arrows, Home and End walk within and wrap', async () => {
  const screen = await render(<ThreeTabs />);
  await userEvent.tab();
  await expect.element(screen.getByRole('tab', { name: 'events' })).toHaveFocus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(screen.getByRole('tab', { name: 'numbers' })).toHaveFocus();
  await expect.element(screen.getByText('all numbers')).toBeVisible();
  await userEvent.keyboard('{Home}{ArrowRight}');
  await expect.element(screen.getByRole('tabpanel', { name: 'logs' })).toBeVisible();
});

test('a part that breaks says what broke and can be tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {}); // React reports what the boundary caught
  let broken = true;
  const Fragile = () => {
    if (broken) throw new Error('no worker 7');
    return <p>whole again</p>;
  };
  const screen = await render(
    <ErrorBoundary what="the stage">
      <Fragile />
    </ErrorBoundary>,
  );
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Something in the stage broke');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('no worker 7');
  broken = false;
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByText('whole again')).toBeVisible();
});

test('where the clipboard is forbidden the link is shown, selected, to be copied by hand', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(
    new DOMException('no', 'NotAllowedError'),
  );
  const screen = await render(
    <SharingProvider>
      <ShareButton />
    </SharingProvider>,
  );
  await screen.getByRole('button', { name: 'Share' }).click();
  const field = screen.getByRole('textbox', { name: 'Link to this moment' });
  await expect.element(field).toHaveValue(window.location.href);
  await expect.element(field).toHaveFocus();
  await screen.getByRole('button', { name: 'Copy' }).click();
  await expect.element(screen.getByText(/it is selected, copy it by hand/)).toBeVisible();
  const input = field.element() as HTMLTextAreaElement;
  await expect.element(field).toHaveFocus();
  expect([input.selectionStart, input.selectionEnd]).toEqual([0, input.value.length]);
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'Share' })).toHaveFocus();
});

test('the theme goes round, shows at once and is remembered', async () => {
  const screen = await render(<ThemeToggle />);
  await screen.getByRole('button', { name: /Change to light/ }).click();
  expect(document.documentElement.dataset.theme).toBe('light');
  await screen.getByRole('button', { name: /Change to dark/ }).click();
  expect(recall('theme')).toBe('dark');
  await screen.getByRole('button', { name: /Change to auto/ }).click();
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test('storage that throws is forgotten with the page, and breaks nothing', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  keep('theme', 'dark');
  expect(recall('theme')).toBe('dark');
  vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  keep('theme', null);
  expect(recall('theme')).toBeNull();
});

test('progress outlives nonsense in the storage, and a lesson done stays done', () => {
  localStorage.setItem('roundtrip.lesson.a', '{"step":"three"}');
  expect(keptFor('a')).toBeNull();
  localStorage.setItem('roundtrip.lesson.a', '{{');
  expect(progressOf('a')).toEqual({ is: 'new' });
  noteProgress('a', 3, 6, false, null);
  expect(progressOf('a')).toEqual({ is: 'begun', step: 3, of: 6 });
  noteProgress('a', 6, 6, true, null);
  noteProgress('a', 1, 6, false, null);
  expect(progressOf('a')).toEqual({ is: 'done' });
});
