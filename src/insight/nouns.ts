import { msg, t } from '../language/t.ts';
import type { AppTraits } from '../scenario/servers/appTraits.ts';

/** What deals with requests: a process, or one of the places within it. Sentences choose by it (`select`) or take its words from here. */
export type Noun = AppTraits['processWord'] | AppTraits['slotWord'];

const ONE: Readonly<Record<Noun, string>> = {
  worker: msg('worker##a process that deals with requests'),
  process: msg('process##a process that deals with requests'),
  child: msg('child##a child process of Apache'),
  server: msg('server##a server that is one process'),
  thread: msg('thread##deals with one request at a time'),
  greenlet: msg('greenlet##deals with one request at a time'),
  task: msg('task##of an event loop, deals with one request'),
};

const MANY: Readonly<Record<Noun, string>> = {
  worker: msg('workers'),
  process: msg('processes'),
  child: msg('children##child processes of Apache'),
  server: msg('servers'),
  thread: msg('threads'),
  greenlet: msg('greenlets'),
  task: msg('tasks##of an event loop'),
};

const COUNTED: Readonly<Record<Noun, string>> = {
  worker: msg('{count, plural, one {# worker} other {# workers}}'),
  process: msg('{count, plural, one {# process} other {# processes}}'),
  child: msg('{count, plural, one {# child} other {# children}}##child processes of Apache'),
  server: msg('{count, plural, one {# server} other {# servers}}'),
  thread: msg('{count, plural, one {# thread} other {# threads}}'),
  greenlet: msg('{count, plural, one {# greenlet} other {# greenlets}}'),
  task: msg('{count, plural, one {# task} other {# tasks}}##of an event loop'),
};

const SUBJECT: Readonly<Record<Noun, string>> = {
  worker: msg('a worker##does something'),
  process: msg('a process##does something'),
  child: msg('a child##child process of Apache, does something'),
  server: msg('a server##does something'),
  thread: msg('a thread##does something'),
  greenlet: msg('a greenlet##does something'),
  task: msg('a task##of an event loop, does something'),
};

const WAITED_FOR: Readonly<Record<Noun, string>> = {
  worker: msg('a worker##waiting for it, calling it'),
  process: msg('a process##waiting for it, calling it'),
  child: msg('a child##child process of Apache: waiting for it, calling it'),
  server: msg('the server##waiting for it, calling it'),
  thread: msg('a thread##waiting for it, calling it'),
  greenlet: msg('a greenlet##waiting for it, calling it'),
  task: msg('a task##of an event loop: waiting for it, calling it'),
};

const NUMBERED: Readonly<Record<Noun, string>> = {
  worker: msg('worker {number}'),
  process: msg('process {number}'),
  child: msg('child {number}##child process of Apache'),
  server: msg('server {number}'),
  thread: msg('thread {number}'),
  greenlet: msg('greenlet {number}'),
  task: msg('task {number}##of an event loop'),
};

/** `worker`. */
export const nounText = (noun: Noun): string => t(ONE[noun]);

/** `workers`. */
export const nounsText = (noun: Noun): string => t(MANY[noun]);

/** `1 worker`, `3 workers`. */
export const nounsCounted = (count: number, noun: Noun): string => t(COUNTED[noun], { count });

/** `a worker`, as who does something. */
export const aNounText = (noun: Noun): string => t(SUBJECT[noun]);

/** `a worker`, `the server`: whom one waits for. */
export const waitedForText = (noun: Noun): string => t(WAITED_FOR[noun]);

/** `worker 1`: people count from one, `index` from 0. */
export const numberedText = (noun: Noun, index: number): string =>
  t(NUMBERED[noun], { number: String(index + 1) });
