import type { Scenario } from '../../scenario/scenario.ts';
import { inComment, Page } from '../page.ts';
import { launchOf } from './launch.ts';

const SECOND = 1_000_000;

const inXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A time of day as .NET writes it: `00:02:00`. */
function timeSpan(us: number): string {
  const all = Math.ceil(us / SECOND);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(all / 3600))}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
}

/** `web.config` of IIS with HttpPlatformHandler; null where the front server is another one. */
export function writeWebConfig(scenario: Scenario): Page | null {
  const { front, app } = scenario;
  if (front?.kind !== 'iis') return null;
  const [program = '', ...words] = launchOf(scenario).command(0);
  const page = new Page('web.config').all([
    '<?xml version="1.0" encoding="utf-8"?>',
    `<!-- IIS ${front.version} with HttpPlatformHandler: ${inXml(inComment(scenario.title)).replaceAll('--', '- -')} -->`,
    '<configuration>',
    '  <system.webServer>',
    '    <handlers>',
    '      <add name="python" path="*" verb="*" modules="httpPlatformHandler" resourceType="Unspecified" />',
    '    </handlers>',
  ]);
  page.add(
    `    <httpPlatform processPath="${inXml(program)}" arguments="${inXml(words.join(' '))}"`,
  );
  page.add(`      requestTimeout="${timeSpan(front.request_timeoutUs)}"`, [
    'front',
    'requestTimeout',
  ]);
  page.add(`      startupTimeLimit="${Math.ceil(front.startup_time_limitUs / SECOND)}"`, [
    'front',
    'startupTimeLimit',
  ]);
  page.add(`      rapidFailsPerMinute="${front.rapid_fails_per_minute}"`, [
    'front',
    'rapidFailsPerMinute',
  ]);
  page.add(`      processesPerApplication="${app.instances}" />`, ['app', 'instances']);
  page.all(['    <security>', '      <requestFiltering>']);
  page.add(
    `        <requestLimits maxAllowedContentLength="${Math.min(front.max_content_lengthBytes, 4_294_967_295)}" />`,
    ['front', 'maxAllowedContentLength'],
  );
  return page.all([
    '      </requestFiltering>',
    '    </security>',
    '  </system.webServer>',
    '</configuration>',
  ]);
}
