import type { Problem } from '../scenario/scenario.ts';

/** A configuration file as text. */
export interface ConfigFile {
  /** `nginx.conf`, `gunicorn.conf.py`, `settings.py`, `compose.yaml`, …; a command line is called `command`. */
  readonly name: string;
  readonly text: string;
}

/** Something in a configuration that the model does not speak of, or only in part. */
export interface Unsupported {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The directive or setting, such as `gzip`. */
  readonly name: string;
  /** Why it has no effect here, or which part of it has: one sentence. */
  readonly why: string;
}

/** What a configuration came to. */
export interface ReadConfig {
  /** The scenario as written that was handed in, in the shape of the files. */
  readonly written: Readonly<Record<string, unknown>>;
  /** Settings that were taken over, in order: `proxy_read_timeout 60s`, with file and line. */
  readonly taken: readonly {
    readonly file: string;
    readonly line: number;
    readonly text: string;
  }[];
  readonly unsupported: readonly Unsupported[];
}

/** As {@link ReadConfig}, or what is wrong with a file; `at` is `file:line:column`. */
export type ConfigAnswer = ReadConfig | Problem[];
