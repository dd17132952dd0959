declare module 'virtual:library' {
  import type { GuidanceLibrary } from '#shared/guidance/library.ts';
  const library: GuidanceLibrary;
  export default library;
}
