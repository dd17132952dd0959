/** The part of the synthesizer that `voices.mjs` uses; the package brings no types. */
declare module '@echogarden/espeak-ng-emscripten' {
  interface Worker {
    set_voice(name: string): void;
    set_rate(wordsPerMinute: number): void;
    set_pitch(pitch: number): void;
    set_range(range: number): void;
    get_samplerate(): number;
    synthesize(text: string, onAudio: (audio: Int16Array | null) => boolean): void;
    synthesize_ipa(text: string): { ipa: string };
  }
  // oxlint-disable-next-line import/no-default-export -- it is how the package exports
  export default function load(): Promise<{ eSpeakNGWorker: new () => Promise<Worker> }>;
}
