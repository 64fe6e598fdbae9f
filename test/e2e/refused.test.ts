import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { fillPlayer } from '../../src/app/package/fillPlayer.ts';
import { packLesson } from '../../src/app/prepare/lessonAddress.ts';
import { encodeLink } from '../../src/scenario/link.ts';
import { seal } from '../../src/scenario/sealed.ts';
import { classOf30, type MadeLearner } from '../lesson/evidence/classOf30.ts';
import { sourceOf } from '../lesson/evidence/walks.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { frameOf, heard, openHost, say, toldTo } from './embedHost.ts';
import { builtPlayer, given } from './packaged.ts';

/** What a stranger would run in the page, and how it would be seen. */
const PWN = '<img src=x onerror="top.__pwned=1;__pwned=1"><script>__pwned=1</script>';
const START = 'lesson/slow-clients/index.html';

const folder = mkdtempSync(join(tmpdir(), 'roundtrip-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lesson = courseLesson('slow-clients.yaml');
const learner = classOf30(lesson, sourceOf(lesson), 11)[7] as MadeLearner;
const answers = (change: object) => JSON.stringify({ ...JSON.parse(learner.text), ...change });
const linked = async (source: object) => String(await packLesson(source as never));
const whole = await linked({ id: 'mine', title: PWN, steps: [{ kind: PWN }] });
const scenario = String(encodeLink({ scenario: { title: 'mine', duration: '2s' } }));
const bomb = seal('l', deflateRawSync(Buffer.alloc(40_000_000, ' ')).toString('base64url'));
const flipped = (text: string) =>
  `${text.slice(0, -9)}${text.at(-9) === 'A' ? 'B' : 'A'}${text.slice(-8)}`;
const NESTED = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
const ALIASES = `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\nsteps: *a30\n`;

/** What is handed to the page, and the words that must be there to refuse it: which place, what stands there, what is allowed. */
type Case = readonly [name: string, given: string, ...says: (string | RegExp)[]];

const EVIDENCE: readonly Case[] = [
  [`${PWN.replaceAll('/', '')}.json`, '{}', '<img src=x', 'format', 'roundtrip evidence'],
  ['large.json', ' '.repeat(10_000_000), 'large.json', '10,000,000', '256 kB'],
  ['deep.json', '['.repeat(10_000), 'deep.json', 'nested deeper'],
  ['deep-answer.json', answers({ answers: 'NEST' }).replace('"NEST"', NESTED), 'nested deeper'],
  [
    'proto.json',
    '{"__proto__":{"format":"roundtrip evidence","version":1,"isPolluted":true}}',
    'format',
    'another kind of file',
  ],
  ['long-name.json', answers({ learner: 'x'.repeat(121) }), 'learner', '120 characters'],
  ['turned-name.json', answers({ learner: 'Ada\u202egnp.' }), 'learner', 'control characters'],
  [
    'id.json',
    answers({ lesson: { id: PWN, title: '', hash: '0'.repeat(16) } }),
    'lesson.id',
    '<img',
    'slow-clients',
  ],
  ['short.json', answers({ answers: [] }), 'answers', 'changed after it was saved'],
  ['newer.json', answers({ version: 9 }), 'version', '9', 'must be 1'],
];

test('files of answers: each that is none is refused by name, and what is text stays text', async ({
  open,
}) => {
  const { page, problems } = await open('#/class');
  for (const [name, text, ...says] of EVIDENCE) {
    await page.getByLabel('Files of answers').setInputFiles([asFile(name, text)]);
    await refused(page, page.locator('.app-trouble'), name, says);
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await page
      .getByRole('button', { name: 'Put all away' })
      .click({ timeout: 500 })
      .catch(() => {});
  }
  const formula = '=HYPERLINK("http://x";"y")';
  const other = { ...JSON.parse(learner.text).lesson, title: PWN, hash: 'f'.repeat(16) };
  await page
    .getByLabel('Files of answers')
    .setInputFiles([
      asFile('formula.json', answers({ learner: formula, lesson: other })),
      asFile('script.json', answers({ learner: PWN })),
    ]);
  await page.getByRole('rowheader', { name: formula }).waitFor();
  await page.getByRole('rowheader', { name: '<img src=x' }).waitFor();
  await page.getByText('1 file is of another version of this lesson').waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  await alive(page, problems);
});

const FILES: readonly Case[] = [
  ['aliases.yaml', ALIASES, 'aliases.yaml', /alias|refer/i],
  ['page.yaml', `<!doctype html><html><body>${PWN}</body></html>`, 'page.yaml'],
  ['page.html', `<!doctype html><html><body>${PWN}</body></html>`, 'page.html'],
  ['huge.yaml', `id: x\nsteps:\n${'  - kind: read\n'.repeat(400_000)}`, 'huge.yaml', /bytes|MB/],
  ['deep.json', `{"steps":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'deep.json'],
  [
    'keys.yaml',
    'id: keys\ntitle: x\nsteps: []\nonclick: alert(1)\n__proto__: {isPolluted: true}\n',
    'onclick',
    '“onclick” is not a setting here',
  ],
  ['kind.json', JSON.stringify({ id: 'kind', steps: [{ kind: PWN }] }), 'steps[0].kind', '<img'],
];

test('lesson files that are broken or malicious are refused, dropped anywhere or begun with', {
  timeout: 120_000,
}, async ({ open }) => {
  for (const [name, text, ...says] of FILES) {
    const { page, problems } = await open('#/glossary');
    await page.locator('h1').first().waitFor();
    await drop(page, 'body', name, text);
    await refused(page, page.locator('.app-trouble'), name, says);
    await alive(page, problems);
    // To prepare, a text that cannot be a lesson yet may be mended: it is a draft, or refused in words.
    await page.goto(page.url().replace(/#.*/, '#/prepare'));
    await page.getByLabel('File of a lesson').setInputFiles([asFile(name, text)]);
    await page
      .locator('.app-trouble, .app-prepareProblems, .app-textProblems, .app-fieldProblems')
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => expect.fail(`${name}: nothing was said where lessons are prepared`));
    await alive(page, problems);
    await page.context().close();
  }
});

const LINKS: readonly Case[] = [
  ['a lesson, cut', `#${whole.slice(0, -20)}`, 'link', 'cut short', /\d+ of \d+ characters/],
  ['a lesson, one bit flipped', `#${flipped(whole)}`, 'link', 'changed on its way'],
  ['a lesson of another format', '#l=7.abcde.1.A', 'format 7', 'reads format 1'],
  ['a bomb', `#${bomb}`, 'link', 'more than a lesson may: 1000000 bytes'],
  ['no lesson', `#${seal('l', deflateRawSync('[1]').toString('base64url'))}`, 'must be a lesson'],
  ['a lesson with script', `#${whole}`, 'steps[0].kind', '<img'],
  [
    'nested',
    `#${seal('l', deflateRawSync(`{"id":"x","steps":${NESTED}}`).toString('base64url'))}`,
    /nested|link|steps/,
  ],
  ['a scenario, cut', `#${scenario.slice(0, -9)}`, 'link', 'cut short'],
  ['a scenario, one bit flipped', `#${flipped(scenario)}`, 'link', 'changed on its way'],
];

test('links that hold something broken or malicious say so', { timeout: 120_000 }, async ({
  open,
}) => {
  for (const [name, hash, ...says] of LINKS) {
    const { page, problems } = await open(hash);
    await refused(page, page.locator('main, .app-trouble'), name, says);
    await alive(page, problems);
    await page.context().close();
  }
});

const EMBEDDED: readonly Case[] = [
  [
    'a state of another lesson',
    'load=now#s=1.buffering.aaaaa.1.A',
    'state',
    'buffering',
    'slow-clients',
  ],
  ['a state, cut', 'load=now#s=1.slow-clients.aaaaa.zz.A', 'state', 'cut short'],
  ['a state, changed', 'load=now#s=1.slow-clients.aaaaa.1.A', 'state', 'changed on its way'],
  ['a speed', 'speed=1e99', 'speed', '1e99', '0.01 to 100'],
  ['a seed', 'seed=-1', 'seed', '-1', '0 to 4294967295'],
  ['a theme', `theme=${encodeURIComponent(PWN)}`, 'theme', '<img src=x', 'auto, light, dark'],
  ['a height', 'height=javascript:__pwned=1', 'height', 'javascript:', '120 to 4000'],
  ['a step', 'load=now&step=99', 'step', '99', '1 to 15'],
  ['a name', '__proto__=1&constructor=2', '__proto__', 'constructor'],
  ['a language', 'lang=../../../x', 'lang', '../../../x'],
  ['bad encoding', 'theme=%E0%A4%A', 'theme', '%E0%A4%A', 'auto, light, dark'],
];

test('what is asked of an embedded lesson and cannot be is told, and the lesson is there', {
  timeout: 120_000,
}, async ({ open }) => {
  const { page, problems } = await open(START);
  const site = page.url().slice(0, -START.length);
  for (const [name, query, ...says] of EMBEDDED) {
    await page.goto('about:blank');
    await page.goto(`${site}embed/slow-clients/?${query}`);
    await refused(page, page.locator('body'), name, says);
    if (!query.includes('load=now'))
      await page.getByRole('button', { name: 'Load the sim' }).click();
    await page.getByText('Step 1 of 15').waitFor();
    await alive(page, problems);
  }
});

const MESSAGES: readonly [message: object, at: string, says: string][] = [
  [{ type: 'dance' }, 'type', 'no such message'],
  [{ type: '__proto__' }, 'type', 'no such message'],
  [{ type: ['goto'], step: 2 }, 'type', 'no such message'],
  [{ type: 'goto', step: '2' }, 'step', 'whole number'],
  [{ type: 'goto', step: 99 }, 'step', '1 to 15'],
  [{ type: 'goto', step: 1e99 }, 'step', 'whole number'],
  [{ type: 'goto', t: PWN }, 't', 'time with its unit'],
  [{ type: 'step', by: 7 }, 'by', 'one before'],
  [{ type: 'setTheme', theme: PWN }, 'theme', 'auto, light, dark'],
  [{ type: 'setLang', lang: { toString: 1 } }, 'lang', 'language tag'],
  [{ type: 'setState', state: 'x'.repeat(100_000) }, 'state', '4096'],
  [{ type: 'setState', state: '1.buffering.aaaaa.1.A' }, 'state', 'buffering'],
  [{ roundtrip: 2, type: 'play' }, 'roundtrip', 'another version'],
];

test('messages of wrong types are refused with their id, and those from another window are not heard', async ({
  open,
  siteUrl,
}) => {
  const { page, problems } = await open(START);
  const src = `${siteUrl}embed/slow-clients/?load=now`;
  await openHost(
    page,
    `<h1>The page of somebody else</h1><iframe name="f" title="f" sandbox="allow-scripts" style="width:100%" src="${src}"></iframe><iframe name="other" title="other" src="/x.html"></iframe>`,
  );
  await heard(page, 'ready');
  for (const [i, [message, at, words]] of MESSAGES.entries()) {
    await say(page, 'f', { roundtrip: 1, id: `m${i}`, ...message });
    const answer = async () => (await toldTo(page)).find(({ id }) => id === `m${i}`);
    await expect.poll(answer, { message: JSON.stringify(message).slice(0, 80) }).toBeDefined();
    expect(await answer()).toMatchObject({ type: 'error', problems: [{ at }] });
    expect(JSON.stringify(await answer()), at).toContain(words);
  }
  const before = (await toldTo(page)).length;
  // Not the window around it: a sibling, and the frame itself.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = `top.frames[0].postMessage({ roundtrip: 1, type: 'goto', step: 2, id: 'sibling' }, '*')`;
    document.querySelector<HTMLIFrameElement>('[name=other]')?.contentDocument?.body.append(script);
  });
  const frame = frameOf(page, 'f');
  await frame.evaluate(() => postMessage({ roundtrip: 1, type: 'goto', step: 2 }, '*'));
  await say(page, 'f', null);
  await say(page, 'f', 'text');
  await say(page, 'f', { roundtrip: 1, type: 'getState', id: 'end' });
  await expect.poll(async () => (await toldTo(page)).some(({ id }) => id === 'end')).toBe(true);
  expect((await toldTo(page)).slice(before).map(({ id }) => id)).toEqual(['end']);
  await frame.getByText('Step 1 of 15').waitFor();
  expect(await frame.evaluate(() => '__pwned' in window)).toBe(false);
  await alive(page, problems);
});

const SUSPENDED: readonly [name: string, kept: string][] = [
  ['cut', '[1,"b1fc2a00849b3966",2,[[[1,1]],[[1,{"kind":"cho'],
  ['of another version', '[1,"0000000000000000",2,[],null,null,[]]'],
  ['of another kind', '{"__proto__":{"isPolluted":true}}'],
  ['nested', '['.repeat(4_000)],
  ['script', PWN],
];

test('a learning platform that kept something else is told apart from one that kept nothing', async ({
  browser,
}) => {
  const file = join(folder, 'sco.html');
  writeFileSync(file, fillPlayer(builtPlayer(), { ...given(lesson), platform: 'scorm12' }));
  for (const [name, kept] of SUSPENDED) {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.addInitScript((data) => {
      const set: Record<string, string> = { 'cmi.suspend_data': data };
      const yes = () => 'true';
      const API = {
        LMSInitialize: yes,
        LMSFinish: yes,
        LMSCommit: yes,
        LMSGetLastError: () => '0',
        LMSGetValue: (element: string) => set[element] ?? '',
        LMSSetValue: (element: string, value: string) => {
          set[element] = value;
          return 'true';
        },
      };
      Object.assign(window, { API });
    }, kept);
    await page.goto(pathToFileURL(file).href);
    await page.getByText('Step 1 of 15').waitFor();
    expect(await page.locator('.app-platform').innerText(), name).toMatch(
      /begins? (?:anew|again)|start/i,
    );
    await page.getByRole('button', { name: 'Next →' }).click();
    await page.getByText('Step 2 of 15').waitFor();
    await alive(page, problems);
    await page.close();
  }
});

const asFile = (name: string, text: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

/** Waits until all these words are there. */
async function refused(
  page: Page,
  place: ReturnType<Page['locator']>,
  name: string,
  says: readonly (string | RegExp)[],
): Promise<void> {
  const missing = async () => {
    const said = (await place.allInnerTexts()).join('\n');
    return says
      .filter((each) => (typeof each === 'string' ? !said.includes(each) : !each.test(said)))
      .map(String)
      .concat(said.trim() === '' ? ['anything at all'] : []);
  };
  await expect.poll(missing, { message: `${name} says`, timeout: 20_000 }).toEqual([]);
  expect(await page.evaluate(() => '__pwned' in window), name).toBe(false);
}

/** That the page still answers, nothing ran in it, and nothing went wrong unsaid. */
async function alive(page: Page, problems: readonly string[]): Promise<void> {
  const seen = await page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() =>
          done({
            isPwned: '__pwned' in window,
            isPolluted: 'isPolluted' in {},
            isBlank: document.body.innerText.trim().length < 20,
          }),
        ),
      ),
  );
  expect(seen).toEqual({ isPwned: false, isPolluted: false, isBlank: false });
  const ours = problems.filter((each) => !/ERR_ABORTED|favicon|icon\.svg/.test(each));
  expect(ours).toEqual([]);
}

/** Lets a file fall onto the page. */
async function drop(page: Page, on: string, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content as string], file as string));
      return transfer;
    },
    [name, text],
  );
  await page.locator(on).dispatchEvent('drop', { dataTransfer });
}
