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
