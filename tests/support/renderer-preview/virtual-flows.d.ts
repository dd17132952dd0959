declare module 'virtual:flows' {
  import type { FlowScene } from './flows-plugin.ts';

  const flows: FlowScene;
  // Made by the preview's own plugin: a virtual module has one thing to give.
  export default flows;
}
