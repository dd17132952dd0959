declare module '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js' {
  import type { TfLite } from './person.ts';

  export default function createTfLite(how: {
    readonly wasmBinary: Uint8Array;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<TfLite>;
}
