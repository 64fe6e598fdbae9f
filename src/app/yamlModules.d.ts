/** Lesson files arrive as plain values; the build has parsed them (src/cli/build/yamlModules.ts). */
declare module '*.yaml' {
  const value: unknown;
  export default value;
}

/** A scenario that the build has read and checked. */
declare module '*.yaml?scenario' {
  const scenario: import('../scenario/scenario.ts').Scenario;
  export default scenario;
}

/** The modules of the course. */
declare module '*.yaml?course' {
  const course: import('../lesson/course.ts').Course;
  export default course;
}

/** The terms that all lessons share. */
declare module '*.yaml?glossary' {
  const glossary: import('../lesson/library.ts').Glossary;
  export default glossary;
}

/** What the whole course answers: the lessons' own questions and their answer cards, with the numbers that the build has measured. */
declare module '*.yaml?answers' {
  const answers: readonly import('../lesson/answerPages.ts').AnswerPage[];
  export default answers;
}

/** Scenarios that lessons share, by name. */
declare module '*.yaml?shared' {
  const shared: Readonly<Record<string, import('../lesson/settings.ts').Written>>;
  export default shared;
}

/** What the interface says in a language, by a short key of the English text. */
declare module '*.yaml?catalog' {
  const messages: Readonly<Record<string, string>>;
  export default messages;
}
