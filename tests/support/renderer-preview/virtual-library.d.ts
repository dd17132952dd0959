declare module 'virtual:library' {
  import type { GuidanceLibrary } from '#shared/guidance/library.ts';
  const library: GuidanceLibrary;
  export default library;
}

declare module 'virtual:branches' {
  import type { BranchLibrary } from '#shared/branches/state.ts';
  const branches: BranchLibrary;
  export default branches;
}

declare module 'virtual:documents' {
  import type { DocumentLibrary } from '#shared/documents/state.ts';
  const documents: DocumentLibrary;
  export default documents;
}
