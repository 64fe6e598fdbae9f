import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Knobs } from '../../src/panels/Knobs.tsx';
import type { Written } from '../../src/panels/written.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { uploads } from './harness/uploads.ts';

// A desk, where every group of knobs is open.
beforeEach(() => page.viewport(1300, 900));

/** Knobs on a scenario that is kept, with what is wrong with it. */
function Sandbox({ onChange }: { onChange(next: Written): void }) {
  const [written, setWritten] = useState<Written>(uploads);
  const read = parseScenario(written);
  return (
    <Knobs
      scenario={written}
      problems={isProblems(read) ? read : []}
      onChange={(next) => {
        setWritten(next);
        onChange(next);
      }}
    />
  );
}

test('a knob changes the written scenario and nothing else of it', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  await screen.getByRole('combobox', { name: 'proxy_request_buffering' }).selectOptions('on');
  expect(onChange.mock.lastCall?.[0]).toMatchObject({
    ...uploads,
    front: { ...uploads.front, proxy_request_buffering: true },
  });
});

test('text counts when it is finished; what is wrong is said at the knob', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  const timeout = screen.getByRole('textbox', { name: 'timeout', exact: true });
  await timeout.fill('5');
  expect(onChange).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/needs a unit/);
  await expect.element(timeout).toHaveAttribute('aria-invalid', 'true');
  await timeout.fill('5s');
  await userEvent.keyboard('{Enter}');
  expect(onChange.mock.lastCall?.[0]).toMatchObject({ app: { workers: 3, timeout: '5s' } });
  expect(screen.getByRole('alert').elements()).toHaveLength(0);
});

test('a slider goes through values worth trying', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  screen.getByRole('slider', { name: 'workers, by slider' }).element().focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onChange.mock.lastCall?.[0]).toMatchObject({ app: { workers: 4 } });
  await expect.element(screen.getByRole('textbox', { name: 'workers' })).toHaveValue('4');
  await userEvent.keyboard('{ArrowRight}');
  expect(onChange.mock.lastCall?.[0]).toMatchObject({ app: { workers: 5 } });
});

test('what a scenario lacks has no knobs', async () => {
  const screen = await render(<Sandbox onChange={() => {}} />);
  await screen.getByRole('combobox', { name: 'front', exact: true }).selectOptions('none');
  expect(screen.getByRole('combobox', { name: 'proxy_buffering' }).elements()).toHaveLength(0);
  expect(screen.getByRole('alert').elements()).toHaveLength(0);
});

test('on a phone groups start folded, and one with a mistake in it cannot hide', async () => {
  await page.viewport(390, 844);
  const screen = await render(<Sandbox onChange={() => {}} />);
  const workers = screen.getByRole('textbox', { name: 'workers' });
  expect(workers.elements()).toHaveLength(0);
  await screen.getByText('Gunicorn', { exact: true }).first().click();
  await expect.element(workers).toBeVisible();

  const faulty = parseScenario({ ...uploads, app: { workers: 0 } });
  if (!isProblems(faulty)) throw new Error('no workers at all passed for a scenario');
  await screen.rerender(
    <Knobs
      key="faulty"
      scenario={{ ...uploads, app: { workers: 0 } }}
      problems={faulty}
      onChange={() => {}}
    />,
  );
  await expect.element(screen.getByRole('alert').first()).toBeVisible();
});

test('a value finished with Enter leaves the focus in its field', async () => {
  const screen = await render(<Sandbox onChange={() => {}} />);
  const workers = screen.getByRole('textbox', { name: 'workers' });
  await workers.fill('12');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('slider', { name: 'workers, by slider' })).toHaveValue('7');
  await expect.element(workers).toHaveFocus();
});

test('a setting is found by its name or its words, whatever is folded', async () => {
  const screen = await render(<Sandbox onChange={() => {}} />);
  expect(screen.getByRole('textbox', { name: 'graceful_timeout' }).elements()).toHaveLength(0);
  await screen.getByRole('searchbox').fill('finish its request');
  await expect.element(screen.getByRole('textbox', { name: 'graceful_timeout' })).toBeVisible();
  await expect.element(screen.getByRole('status')).toHaveTextContent('1 setting');
  await screen.getByRole('searchbox').fill('no such thing at all');
  await expect.element(screen.getByRole('status')).toHaveTextContent(/No setting has these words/);
});

test('what differs from its default is marked and goes back', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  await screen.getByRole('button', { name: /Back to the default of workers: 1/ }).click();
  expect(onChange.mock.lastCall?.[0].app).not.toHaveProperty('workers');
  expect(screen.getByRole('button', { name: /default of workers/ }).elements()).toHaveLength(0);
});

test('more settings of a program are one step away, and tell how many are changed', async () => {
  const screen = await render(<Sandbox onChange={() => {}} />);
  const gunicorn = screen.getByRole('group', { name: 'Gunicorn' });
  const more = gunicorn.getByRole('button', { name: /^\d+ more$/ });
  await more.click();
  await gunicorn.getByRole('combobox', { name: 'preload_app' }).selectOptions('on');
  await gunicorn.getByRole('button', { name: 'Fewer settings' }).click();
  await expect.element(gunicorn.getByRole('button', { name: /more, 1 changed/ })).toBeVisible();
});

test('locations are added, changed and removed', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  const front = screen.getByRole('group', { name: 'Front server' });
  await front.getByRole('button', { name: /more/ }).first().click();
  await front.getByRole('button', { name: 'Add a location' }).click();
  const locations = () => onChange.mock.lastCall?.[0].front.locations;
  const before = locations().length;
  expect(locations().at(-1)).toMatchObject({ return: 200 });
  await front
    .getByRole('combobox', { name: `Location ${before}: what is done` })
    .selectOptions('static');
  expect(locations().at(-1)).toMatchObject({ static: '/srv/static' });
  await front.getByRole('button', { name: `Remove location ${before}` }).click();
  expect(locations()).toHaveLength(before - 1);
  expect(screen.getByRole('alert').elements()).toHaveLength(0);
});

test('clients, URLs, parts and hosts come and go', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  const last = () => onChange.mock.lastCall?.[0];
  await screen.getByRole('button', { name: 'Add a group of clients' }).click();
  const clients = last().clients.length;
  await expect.element(screen.getByRole('textbox', { name: 'others: rate' })).toBeVisible();
  await screen.getByRole('button', { name: 'Remove others' }).click();
  expect(last().clients).toHaveLength(clients - 1);
  await screen.getByRole('button', { name: 'Add a URL' }).click();
  expect(last().routes.at(-1)).toEqual({ name: 'page', path: '/page' });
  const django = screen.getByRole('group', { name: 'Django' });
  await django.getByRole('button', { name: /more/ }).click();
  await django.getByRole('button', { name: 'Add a part' }).click();
  expect(last().routes.at(-1).spans).toHaveLength(1);
  await expect.element(django.getByRole('textbox', { name: 'part 1: cpu' })).toBeVisible();
  await screen.getByRole('group', { name: 'World' }).getByRole('button', { name: /more/ }).click();
  await screen.getByRole('button', { name: 'Add a host' }).click();
  expect(last().hosts).toHaveProperty('box');
  expect(screen.getByRole('alert').elements()).toHaveLength(0);
});

test('another program takes the place of one, the focus stays, and what nobody measured says so', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  const app = screen.getByRole('combobox', { name: 'app', exact: true });
  (app.element() as HTMLElement).focus();
  await app.selectOptions('uwsgi');
  expect(onChange.mock.lastCall?.[0].app).toMatchObject({ server: 'uwsgi', processes: 3 });
  await expect.element(screen.getByRole('group', { name: 'App server: uWSGI' })).toBeVisible();
  await expect.element(app).toHaveFocus();
  await expect.element(screen.getByRole('combobox', { name: 'protocol' })).toBeVisible();
  await app.selectOptions('flask');
  await expect.element(screen.getByText(/from its documentation, not measured/)).toBeVisible();
});

test('a part of the front server is switched on with its settings', async () => {
  const onChange = vi.fn();
  const screen = await render(<Sandbox onChange={onChange} />);
  const part = screen.getByRole('group', { name: 'Encryption (TLS, HTTP/2)' });
  const http2 = part.getByRole('combobox', { name: 'tls: http2' });
  expect(http2.elements()).toHaveLength(0);
  await part.getByRole('combobox', { name: 'tls', exact: true }).selectOptions('on');
  await http2.selectOptions('on');
  expect(onChange.mock.lastCall?.[0].front.tls).toEqual({ http2: true });
  await part.getByRole('combobox', { name: 'tls', exact: true }).selectOptions('off');
  expect(onChange.mock.lastCall?.[0].front).not.toHaveProperty('tls');
});
