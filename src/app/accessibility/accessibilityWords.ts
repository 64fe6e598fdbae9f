import { msg } from '../../language/t.ts';

/** Ways through the site that need no picture, no mouse, no movement. */
export const WAYS: readonly string[] = [
  msg(
    'Everything can be done with the keyboard alone, and what has the focus is always seen. The keys stand below.',
  ),
  msg(
    'Nothing plays by itself. Time can be stopped, slowed down to a hundredth, and gone through event by event, forward and back; there is no time limit.',
  ),
  msg(
    'What moves on the stage is said in words when time rests: in the line below it, in the table of events and in the tables that every plot has.',
  ),
  msg('Every request on the stage is a button that says where it is and what it does there.'),
  msg(
    'Colour never speaks alone: shapes, patterns and words say the same. Light, dark, projector and the forced colours of the system are all drawn for.',
  ),
  msg(
    'Where the system asks for less motion, the stage changes at events only: nothing glides, everything can be reached.',
  ),
  msg(
    'Lessons, answers and the glossary can be read without scripts, as plain pages with the numbers of the runs in them.',
  ),
  msg(
    'Lessons embedded in other pages and lessons saved as a file are made of the same parts, and do all of this as well.',
  ),
];

/** What is done to know it. Each of these is a test that the site is held to before it is handed out. */
export const TESTS: readonly string[] = [
  msg(
    'Every page, and what can be opened on it, is judged by axe, on a laptop and a phone, light and dark, and the main pages in every language and from right to left.',
  ),
  msg(
    'Every lesson is gone through from start to end with the keyboard alone; on the main pages every stop of the Tab key has to be in sight, ringed, and not covered.',
  ),
  msg(
    'A whole lesson is gone through with a virtual screen reader. All that it says is written down, read through, and compared word by word from then on.',
  ),
  msg(
    'Pages are opened at 320 pixels and at four times their size, with wide spacing of text, with reduced motion and with forced colours: nothing may be cut off, lie over anything or be wider than the window.',
  ),
  msg('What assistive technology is told of the main parts is compared with files.'),
];

/** What falls short, as far as it is known. */
export const LIMITS: readonly string[] = [
  msg(
    'It was tested with a virtual screen reader in Chromium, not with people who use one every day, and not with each of the screen readers and browsers there are.',
  ),
  msg(
    'While a run plays, nothing is announced: pause, or go event by event, and the moment is said. Hundreds of events in a second cannot be spoken.',
  ),
  msg(
    'Plots can be walked with the arrow keys and have tables beside them, but the drawn diagram of states is a picture with a list of its parts, whose layout is not described.',
  ),
  msg(
    'On narrow screens wide tables, log lines and configuration files scroll sideways within their own frame.',
  ),
  msg(
    'What programs say stays as they say it: log lines, settings and files are English in every language.',
  ),
  msg(
    'A lesson that somebody prepared, and the page that a lesson is embedded in, are as accessible as their authors made them.',
  ),
];
