import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';

test('component tests run in a real browser, with layout', async () => {
  const screen = await render(<button type="button">Send a request</button>);
  const button = screen.getByRole('button', { name: 'Send a request' });
  await expect.element(button).toBeVisible();
  expect(button.element().getBoundingClientRect().width).toBeGreaterThan(0);
});
