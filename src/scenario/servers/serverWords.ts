/**
 * What programs call the settings that explanations speak of. A program that has no setting for something leaves it out, and is told of
 * without a name for it.
 */

/** A setting: its key in a scenario, or that and how people spell it where they speak of it. */
export type SettingName = string | readonly [key: string, spoken: string];

export interface AppWords {
  /** How many processes. */
  readonly processes?: SettingName;
  /** How many requests each deals with at once. */
  readonly slots?: SettingName;
  /** Which kind of process; its value names the kind: `a gthread worker`. */
  readonly kind?: SettingName;
  /** Connections that one process may have. */
  readonly connections?: SettingName;
  /** A process that has not shown itself for so long is ended. */
  readonly heartbeat?: SettingName;
  /** A request that takes longer ends its process. */
  readonly requestLimit?: SettingName;
  /** A request that has waited for longer is turned away. */
  readonly queueLimit?: SettingName;
  /** How long a slot waits for more of a request. */
  readonly silence?: SettingName;
  /** How long a kept connection may be idle. */
  readonly keepalive?: SettingName;
  /** A switch on that connections are kept at all. */
  readonly keepsAlive?: SettingName;
  /** Connections are shown to it once something has come over them. */
  readonly deferAccept?: SettingName;
  readonly maxRequests?: SettingName;
  /** How long a process that is told to stop may finish. */
  readonly graceful?: SettingName;
  /** How long an async view may go on after its client has left. */
  readonly cancel?: SettingName;
  /** Processes that die are replaced only with this. */
  readonly respawn?: SettingName;
  /** How the app is imported once for all processes: a setting, and the value that does it. */
  readonly importsOnce?: { readonly setting: string; readonly value: unknown };
  /** How it is made to deal with several requests at once where it deals with one: a setting, the value, and that in words. */
  readonly manyAtOnce?: readonly {
    readonly setting: string;
    readonly value: unknown;
    readonly words: string;
  }[];
}

export interface FrontWords {
  /** Switches on that whole requests are collected, that whole answers are taken over. */
  readonly collects?: SettingName;
  readonly takesAnswers?: SettingName;
  /** Disk for an answer that exceeds the memory. */
  readonly answerFile?: SettingName;
  /** Memory for one answer. */
  readonly answerMemory?: SettingName;
  readonly maxBody?: SettingName;
  readonly connections?: SettingName;
  readonly headLimit?: SettingName;
  readonly bodyLimit?: SettingName;
  readonly connectLimit?: SettingName;
  readonly answerLimit?: SettingName;
  /** How long a client's idle connection is kept. */
  readonly keepalive?: SettingName;
  /** A request that failed on one app server goes to the next. */
  readonly nextUpstream?: SettingName;
}

/** The key of a setting, and how it is spoken of; null where the program has none. */
export interface Setting {
  readonly key: string;
  readonly spoken: string;
}

export function settingNamed(name: SettingName | undefined): Setting | null {
  if (name === undefined) return null;
  return typeof name === 'string' ? { key: name, spoken: name } : { key: name[0], spoken: name[1] };
}
