import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { LogLine, Run } from '../shapes.ts';
import { UNMEASURED } from '../unmeasured.ts';
import { clientOf } from '../wire/wireAddresses.ts';
import { w3cDate } from '../wire/wireClock.ts';
import { Journey } from '../wire/wireEvents.ts';
import { USER_AGENT } from '../wire/wireHttp.ts';
import { lineAt, routeOf } from './logsProcesses.ts';

const FIELDS =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';

/** Substatus, and error of Windows, that IIS notes with a status of its own. */
const SUBSTATUS: Readonly<Record<number, readonly [number, number]>> = {
  413: [1, 0],
  // Forwarder connection error; WININET's timeout and connection errors.
  502: [3, 12_029],
  503: [0, 0],
};
const TIMED_OUT = 12_002;

/**
 * The access log of IIS in W3C's format with the fields that it comes with: from its documentation, not measured. Times are UTC, `time-taken` is
 * in ms.
 */
export class IisLogs {
  private readonly run: Run;
  private readonly file: string;
  private hasHead = false;

  /** @param name of its file: `iis`, or `iis 2` for one of several */
  constructor(run: Run, name = 'iis') {
    this.run = run;
    this.file = `${name} u_ex261120.log`;
  }

  linesOf(event: RecordedEvent): LogLine[] {
    if (event.name === 'front/started') this.hasHead = false;
    if (event.name !== 'front/closed' || event.arg === 0 || event.request === NONE) return [];
    const head = this.hasHead ? [] : this.head(event);
    this.hasHead = true;
    return [...head, this.entry(event)];
  }

  private head(event: RecordedEvent): LogLine[] {
    return [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      `#Remark: ${UNMEASURED}`,
      `#Date: ${w3cDate(event.at)}`,
      `#Fields: ${FIELDS}`,
    ].map((text) => ({ ...lineAt(event, this.file, text), request: null }));
  }

  private entry(event: RecordedEvent): LogLine {
    const { run } = this;
    const route = routeOf(run, event.request);
    const [stem, query] = route.path.split('?');
    const journey = new Journey(run, event.request);
    const own = journey.first('front/answered', 'upstream/failed', 'upstream/timedOut');
    const [sub, win32] = (own && SUBSTATUS[event.arg]) ?? [0, 0];
    const error = own?.name === 'upstream/timedOut' ? TIMED_OUT : win32;
    const begun = journey.first('front/accepted', 'request/sending')?.at ?? event.at;
    const port = run.scenario.front?.tls ? 443 : 80;
    const tookMs = Math.round((event.at - begun) / 1000);
    return lineAt(
      event,
      this.file,
      `${w3cDate(event.at)} 10.0.0.1 ${route.method} ${stem} ${query ?? '-'} ${port} - ${clientOf(run, event.request)} ${USER_AGENT} - ${event.arg} ${sub} ${error} ${tookMs}`,
    );
  }
}
