/** Lesson files arrive as plain values; the build has parsed them (src/cli/build/yamlModules.ts). */
declare module '*.yaml' {
  const value: unknown;
  export default value;
}
