import type { Scenario } from '../../scenario/scenario.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { type Outage, outageOf } from './outage.ts';

/**
 * The ways between front servers and app servers, and from clients to the first of both. `socket.rtt` is the round trip of a way between two
 * hosts; where some of them lie on one host it takes none there. Where all programs share a host, a round trip that is written counts all the
 * same: somebody means it.
 */
export class Roads {
  private readonly scenario: Scenario;
  private readonly fronts: readonly number[];
  private readonly apps: readonly number[];

  constructor(scenario: Scenario) {
    const { front, app } = scenario;
    this.scenario = scenario;
    this.fronts =
      front === null ? [] : Array.from({ length: front.instances }, (_, i) => hostOf(front, i));
    this.apps = Array.from({ length: app.instances }, (_, i) => hostOf(app, i));
  }

  /** The cuts of the way to each server that clients speak to; null = none is ever cut. */
  clientOutages(): readonly (Outage | null)[] | null {
    const hosts = this.fronts.length > 0 ? this.fronts : this.apps.slice(0, 1);
    return someOf(hosts.map((host) => outageOf(this.scenario, [host])));
  }

  /** Round trip from one front server to each app server, µs; null = the same to all. */
  rttsFrom(front: number): readonly number[] | null {
    const { rttUs } = this.scenario.socket;
    const isMixed =
      this.fronts.some((host) => this.apps.includes(host)) &&
      this.fronts.some((host) => this.apps.some((other) => other !== host));
    if (rttUs === 0 || !isMixed) return null;
    return this.apps.map((host) => (host === this.fronts[front] ? 0 : rttUs));
  }

  /** The cuts of the way from one front server to each app server; null = none is ever cut. */
  outagesFrom(front: number): readonly (Outage | null)[] | null {
    const own = this.fronts[front] as number;
    return someOf(
      this.apps.map((host) => (host === own ? null : outageOf(this.scenario, [own, host]))),
    );
  }
}

function someOf(outages: readonly (Outage | null)[]): readonly (Outage | null)[] | null {
  return outages.some((outage) => outage !== null) ? outages : null;
}
