import { msg } from '../language/t.ts';
import type { COMMAND_TYPES, EVENT_TYPES } from './messageFields.ts';
import type { ParameterName } from './parameters.ts';

/** What each name of the contract means: for its page, for EMBED.md, and for whoever makes an address. */
export const MEANINGS: {
  readonly parameters: Readonly<Record<ParameterName, string>>;
  readonly events: Readonly<Record<(typeof EVENT_TYPES)[number], string>>;
  readonly commands: Readonly<Record<(typeof COMMAND_TYPES)[number], string>>;
} = {
  parameters: {
    step: msg(
      'The step that is opened first. A step after an open prediction opens at that prediction.',
    ),
    t: msg('The moment of the step’s run to stand at.'),
    speed: msg('Virtual seconds for each real second while a run plays.'),
    seed: msg('Another chance than the lesson’s own.'),
    set: msg('Where the knobs of the step stand, as in links of lessons.'),
    theme: msg('Light, dark, or as the page around it and the system have it.'),
    lang: msg('The language of words and numbers; without it, that of the browser.'),
    ui: msg(
      'full: words, stage, transport and instruments. compact: without instruments and inspector. view: the stage with its caption and transport alone.',
    ),
    panels: msg('The instruments offered, the first of them open.'),
    lock: msg(
      'What stays as it is: steps (no way to another step), knobs (all of them), seeds (no other chance), or one knob by its path.',
    ),
    hide: msg('Parts that are left out.'),
    motion: msg(
      'reduced: discrete frames instead of motion. What the system asks for holds in any case.',
    ),
    table: msg('yes: the events as a table of text instead of the moving stage.'),
    load: msg(
      'When the simulation is fetched: on a click, when it comes into view, or at once. Nothing ever plays by itself.',
    ),
    height: msg(
      'A fixed height; content beyond it scrolls. Without it the frame is told the height of the content.',
    ),
  },
  events: {
    ready: msg(
      'The lesson is there and takes commands. Sent again after another language was chosen.',
    ),
    resize: msg('The content has this height, in CSS pixels.'),
    step: msg('Another step is shown.'),
    predict: msg('A guess was given for good, or passed over (null).'),
    answer: msg(
      'A question was answered or a puzzle solved. right: null where there is no right and wrong.',
    ),
    state: msg(
      'Where the learner is, to be kept and given back with setState. Sent when asked for, and after each step and answer.',
    ),
    complete: msg(
      'The last step was finished: so many right, so many answered, of so many that can be right.',
    ),
    error: msg(
      'A message, parameter or state was refused, or something failed. message says it in one sentence.',
    ),
  },
  commands: {
    play: msg('Plays the run of the step. Refused while a guess is open.'),
    pause: msg('Stops where it is.'),
    step: msg('Moves time by one event.'),
    goto: msg('Opens a step, moves time to a moment, or both.'),
    setTheme: msg('As the parameter theme.'),
    setLang: msg('As the parameter lang.'),
    getState: msg('Asks for the event state; its id comes back with it.'),
    setState: msg('Puts the learner where a state says. One of another lesson is refused.'),
  },
};
