import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What the frames of a page have told it, in order. */
export interface Told {
  readonly frame?: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Opens a page of someone else with this body, on an origin of its own; nothing of it is the site's. `csp`: its own content policy. */
export async function openHost(page: Page, body: string, csp?: string): Promise<void> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 200 : 204, {
      'content-type': 'text/html',
      ...(csp ? { 'content-security-policy': csp } : {}),
    });
    response.end(
      `<!doctype html><html lang="en"><head><title>Docs</title></head><body>${body}</body></html>`,
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  page.on('close', () => {
    server.close();
    server.closeAllConnections();
  });
  await page.addInitScript(() => {
    if (window.parent !== window) return;
    const told: unknown[] = [];
    Object.assign(window, { told });
    window.addEventListener('message', ({ data }) => {
      if (data?.roundtrip) told.push(data);
      const frame = document.querySelector<HTMLIFrameElement>(`iframe[name="${data?.frame}"]`);
      if (data?.type === 'resize' && frame) frame.style.height = `${data.height}px`;
    });
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

export const toldTo = (page: Page): Promise<Told[]> =>
  page.evaluate(() => (window as unknown as { told: Told[] }).told);

/** Waits until a frame has told this, and answers it. */
export async function heard(page: Page, type: string, frame?: string): Promise<Told> {
  const find = async () =>
    (await toldTo(page)).findLast(
      (each) => each.type === type && (frame === undefined || each.frame === frame),
    );
  await expect.poll(find, { timeout: 20_000 }).toBeDefined();
  return (await find()) as Told;
}

/** Posts to the frame of this name, as its host would. */
export const say = (page: Page, frame: string, message: unknown): Promise<void> =>
  page.evaluate(
    ([name, data]) =>
      document
        .querySelector<HTMLIFrameElement>(`iframe[name="${name}"]`)
        ?.contentWindow?.postMessage(data, '*'),
    [frame, message] as const,
  );

export function frameOf(page: Page, name: string): Frame {
  const frame = page.frame(name);
  if (!frame) throw new Error(`the page has no frame ${name}`);
  return frame;
}
