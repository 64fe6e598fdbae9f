import { afterEach, expect, test, vi } from 'vitest';
import { browserCandidates, findBrowser, launchOptions } from './findBrowser.ts';

afterEach(() => vi.unstubAllEnvs());

test('CHROME_PATH comes before every other browser', () => {
  vi.stubEnv('CHROME_PATH', process.execPath);
  expect(findBrowser()).toBe(process.execPath);
});

test('a CHROME_PATH that is not there is passed over, not started', () => {
  vi.stubEnv('CHROME_PATH', '/nowhere/chrome');
  expect(browserCandidates()[0]).toBe('/nowhere/chrome');
  expect(findBrowser()).not.toBe('/nowhere/chrome');
});

test('the sandbox is off for root and for nobody else', () => {
  const getuid = vi.spyOn(process, 'getuid');
  getuid.mockReturnValue(1000);
  expect(launchOptions('/chrome')).toMatchObject({ chromiumSandbox: true });
  expect(launchOptions('/chrome').args).not.toContain('--no-sandbox');
  getuid.mockReturnValue(0);
  expect(launchOptions('/chrome').args).toContain('--no-sandbox');
  getuid.mockRestore();
});
