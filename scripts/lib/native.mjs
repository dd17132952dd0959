// The encrypted SQLite module. Its prebuilt binaries hold references to strings, a right of Node-API 10: on a runtime
// with less (Electron 33, Node 20) loading one kills the process. There it is built once from the source in the
// package, as an "experimental" Node-API module, which has that right too; the result serves Node and Electron alike.
// Compiled directly: g++ and the headers of the npm package node-api-headers are all it takes (no Python, no
// node-gyp, no Node headers, which a machine with only an npm registry cannot fetch).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from './once.mjs';
import { cacheDir, installedVersion, root } from './paths.mjs';
import { run, tail, which } from './run.mjs';
import { Advice, say } from './say.mjs';

const packageName = 'better-sqlite3-multiple-ciphers';
const neededNapi = 10;
/** NAPI_VERSION_EXPERIMENTAL of the headers: the runtime then grants what it has, whatever its number. */
const experimentalNapi = 2147483647;
const extraHeader = join(root, 'scripts', 'native', 'post-finalizer.h');
const defines = [
  'NDEBUG',
  `NAPI_VERSION=${experimentalNapi}`,
  'NAPI_DISABLE_CPP_EXCEPTIONS',
  'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
];

/** @param {{ napi: number }} runtime @returns {boolean} whether the app or these tools need the own build */
export function needsOwnBuild(runtime) {
  return Math.min(runtime.napi, Number(process.versions.napi)) < neededNapi;
}

/** @returns {{ c: string, cxx: string } | null} the compilers of this machine */
export function compilers() {
  const c = process.env.CC ?? which('gcc') ?? which('cc') ?? which('clang');
  const cxx = process.env.CXX ?? which('g++') ?? which('c++') ?? which('clang++');
  return c && cxx ? { c, cxx } : null;
}

/** @param {string} source  the package's folder @returns {string[]} SQLite's own options, as the package sets them */
export function sqliteDefines(source) {
  const gypi = readFileSync(join(source, 'deps', 'defines.gypi'), 'utf8');
  return [...gypi.matchAll(/'([A-Z][A-Z0-9_]+(?:=-?\w+)?)'/g)].map(
    (match) => /** @type {string} */ (match[1]),
  );
}

/** @typedef {readonly [program: string, args: readonly string[]]} Command */

/**
 * The commands that make the module.
 * @param {{ c: string, cxx: string }} tools
 * @param {string} work  an empty folder
 * @returns {{ out: string, engine: Command, addon: Command, link: Command }}
 */
function commands(tools, work) {
  const source = join(root, 'node_modules', packageName);
  const options = [...defines, ...sqliteDefines(source)].map((define) => `-D${define}`);
  const includes = [
    join(root, 'node_modules', 'node-api-headers', 'include'),
    join(root, 'node_modules', 'node-addon-api'),
    join(source, 'deps', 'sqlite3'),
  ].map((dir) => `-I${dir}`);
  const [engine, addon, out] = [join(work, 'sqlite3.o'), join(work, 'addon.o'), join(work, 'out.node')];
  const linking =
    process.platform === 'darwin'
      ? ['-bundle', '-undefined', 'dynamic_lookup']
      : ['-shared', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-ldl', '-lpthread'];
  const common = ['-fPIC', '-O2', ...options, ...includes];
  return {
    out,
    engine: [
      tools.c,
      ['-std=c99', '-w', ...common, '-c', join(source, 'deps/sqlite3/sqlite3.c'), '-o', engine],
    ],
    addon: [
      tools.cxx,
      [
        '-std=c++20',
        '-fvisibility=hidden',
        '-fvisibility-inlines-hidden',
        '-include',
        extraHeader,
        ...common,
        '-c',
        join(source, 'src/better_sqlite3.cpp'),
        '-o',
        addon,
      ],
    ],
    link: [tools.cxx, ['-o', out, addon, engine, ...linking]],
  };
}

/** @param {Command} command */
async function compile([file, args]) {
  const done = await run(file, args);
  if (done.code !== 0)
    throw new Advice(`${packageName} could not be built (${file}):\n${tail(done.output, 20)}`);
}

/** @param {string} binding  loaded in a process of its own, because a bad one aborts */
async function prove(binding) {
  const code =
    `const Database = require(${JSON.stringify(packageName)});` +
    `const db = new Database(':memory:', { nativeBinding: ${JSON.stringify(binding)} });` +
    `db.exec("create virtual table t using fts5(x)"); db.function('twice', (x) => x * 2);` +
    // Statements left to the garbage collector: a finalizer that is not deferred aborts here, not in the app.
    `for (let i = 0; i < 2000; i++) db.prepare('select twice(21) as n').get(); gc(); setImmediate(() => { gc();` +
    `if (db.prepare('select twice(21) as n').get().n !== 42) process.exit(3); db.close(); });`;
  const proof = await run(process.execPath, ['--expose-gc', '-e', code], { cwd: root, timeoutMs: 30_000 });
  if (proof.code !== 0)
    throw new Advice(`${packageName} was built but does not run:\n${tail(proof.output, 12)}`);
}

/** @returns {string} where this build of the module belongs */
function bindingPath() {
  const versions = [packageName, 'node-api-headers', 'node-addon-api'].map(installedVersion);
  const key = createHash('sha256')
    .update(JSON.stringify([versions, defines, readFileSync(extraHeader, 'utf8')]))
    .digest('hex')
    .slice(0, 8);
  return join(
    cacheDir(),
    `sqlite-${versions[0]}-${process.platform}-${process.arch}-${key}`,
    'better_sqlite3.node',
  );
}

/**
 * The database module that runs on the chosen runtime and on this Node.
 * @param {{ napi: number }} runtime
 * @returns {Promise<string | null>} path for GUARDLINE_SQLITE_BINDING; null when the package's prebuilt one is right
 */
export async function nativeBinding(runtime) {
  if (!needsOwnBuild(runtime)) return null;
  return once(bindingPath(), async (work) => {
    const tools = process.platform === 'win32' ? null : compilers();
    if (!tools) {
      throw new Advice(
        `${packageName} must be built for Node-API ${process.versions.napi}, and there is no C++ compiler here.\n` +
          'Install one (Debian, Ubuntu: apt-get install g++), or use Node 22.14 or newer with an Electron from 35 on.',
      );
    }
    say('database', 'building the encrypted SQLite for this runtime (about a minute, once)');
    const plan = commands(tools, work);
    await Promise.all([compile(plan.engine), compile(plan.addon)]);
    await compile(plan.link);
    await prove(plan.out);
    return plan.out;
  });
}
