import type { Scenario } from '../../scenario/scenario.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import { inComment, Page, type SettingPath } from '../page.ts';
import { launchOf } from './launch.ts';

const SECOND = 1_000_000;
/** IIS takes startupTimeLimit from 1 s. */
const MOST_BYTES = 4_294_967_295;

const inXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A comment cannot hold two dashes. */
const remark = (text: string) => `<!-- ${inComment(text).replaceAll(/--+/g, '- -')} -->`;

/** A length of time as .NET writes it: `00:02:00`. */
function timeSpan(us: number): string {
  const all = Math.ceil(us / SECOND);
  const two = (n: number) => String(n).padStart(2, '0');
  const days = Math.floor(all / 86_400);
  return `${days > 0 ? `${days}.` : ''}${two(Math.floor(all / 3600) % 24)}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
}

/** The exact time in a comment before an element that counts whole seconds. */
function exactly(page: Page, indent: string, key: string, us: number): void {
  if (us % SECOND !== 0)
    page.add(
      `${indent}${remark(note(key, writeQuantity('duration', us), 'IIS counts whole seconds'))}`,
      ['front', key],
    );
}

/** `web.config` of IIS with HttpPlatformHandler; null where the front server is another one. */
export function writeWebConfig(scenario: Scenario): Page | null {
  const { front, app } = scenario;
  if (front?.kind !== 'iis') return null;
  const [program = '', ...words] = launchOf(scenario).command(0);
  const on = (key: string): SettingPath => ['front', key];
  const page = new Page('web.config').all([
    '<?xml version="1.0" encoding="utf-8"?>',
    remark(
      `IIS ${front.version} with HttpPlatformHandler (from its documentation, not measured): ${scenario.title}`,
    ),
    '<configuration>',
    '  <system.webServer>',
    '    <handlers>',
    '      <add name="python" path="*" verb="*" modules="httpPlatformHandler" resourceType="Unspecified" />',
    '    </handlers>',
  ]);
  exactly(page, '    ', 'requestTimeout', front.request_timeoutUs);
  exactly(page, '    ', 'startupTimeLimit', front.startup_time_limitUs);
  page.add(
    `    <httpPlatform processPath="${inXml(program)}" arguments="${inXml(words.join(' '))}"`,
    ...(app.kind === 'runserver'
      ? [
          ['app', 'threading'],
          ['app', 'reload'],
        ]
      : []),
  );
  page.add(`      requestTimeout="${timeSpan(front.request_timeoutUs)}"`, on('requestTimeout'));
  page.add(
    `      startupTimeLimit="${Math.ceil(front.startup_time_limitUs / SECOND)}"`,
    on('startupTimeLimit'),
  );
  page.add(
    `      rapidFailsPerMinute="${front.rapid_fails_per_minute}" />`,
    on('rapidFailsPerMinute'),
  );
  page.all(['    <security>', '      <requestFiltering>']);
  const most = front.max_content_lengthBytes;
  if (most > MOST_BYTES)
    page.add(
      `        ${remark(note('maxAllowedContentLength', writeQuantity('bytes', most), 'IIS takes no more than 4 GiB less one byte'))}`,
    );
  page.add(
    `        <requestLimits maxAllowedContentLength="${Math.min(most, MOST_BYTES)}" />`,
    on('maxAllowedContentLength'),
  );
  return page.all([
    '      </requestFiltering>',
    '    </security>',
    '  </system.webServer>',
    '</configuration>',
  ]);
}

/** What stands in `applicationHost.config`, to be added there: the queue of the pool, and how long IIS waits. Null where there is no IIS. */
export function writeApplicationHost(scenario: Scenario): Page | null {
  const { front } = scenario;
  if (front?.kind !== 'iis') return null;
  const page = new Page('applicationHost.config').all([
    '<?xml version="1.0" encoding="utf-8"?>',
    remark(
      'Add this to %windir%/System32/inetsrv/config/applicationHost.config of the machine (not measured)',
    ),
    '<configuration>',
    '  <system.applicationHost>',
    '    <applicationPools>',
  ]);
  page.add(`      <add name="roundtrip" queueLength="${front.queue_length}" />`, [
    'front',
    'queueLength',
  ]);
  page.all(['    </applicationPools>', '    <sites>', '      <site name="roundtrip" id="2">']);
  exactly(page, '        ', 'connectionTimeout', front.connection_timeoutUs);
  page.add(`        <limits connectionTimeout="${timeSpan(front.connection_timeoutUs)}" />`, [
    'front',
    'connectionTimeout',
  ]);
  return page.all([
    '      </site>',
    '    </sites>',
    '  </system.applicationHost>',
    '</configuration>',
  ]);
}
