// A lock file that every machine can install from. npm writes an entry for a package of another platform only when its
// registry serves it; a mirror that keeps one platform's binaries leaves the others out, and `npm ci` then refuses the
// file ("Missing … from lock file"), even on that very mirror. The entries that matter can be told from the names.

/**
 * @typedef {{ version?: string, license?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lock
 */

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * @param {string} name  of a package made for one platform, e.g. "@oxc-parser/binding-linux-x64-musl"
 * @returns {{ os?: string[], cpu: string[], libc?: string[] } | null} null when the name does not tell
 */
export function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  // WebAssembly runs on every system; npm takes it only where it is asked for by its "processor".
  if (words.includes('wasm32')) return { cpu: ['wasm32'] };
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return null;
  if (os !== 'linux') return { os: [os], cpu: [cpu] };
  return { os: [os], cpu: [cpu], libc: [words.at(-1)?.startsWith('musl') ? 'musl' : 'glibc'] };
}

/** @param {Lock} lock @param {string} from @param {string} name @returns {boolean} whether Node's lookup finds it */
function isLocked(lock, from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${dir === '' ? '' : `${dir}/`}node_modules/${name}`]) return true;
    if (dir === '') return false;
  }
}

/**
 * @param {Lock} lock
 * @returns {{ from: string, name: string, version: string }[]} optional dependencies without an entry
 */
export function missingOptionals(lock) {
  return Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(lock, from, name))
      .map(([name, version]) => ({ from, name, version })),
  );
}

/**
 * Adds the entries that are missing. They carry no integrity hash: a machine that needs one of them takes it by name and
 * exact version from its own registry. Their licence is that of the package whose binary they are.
 * @param {Lock} lock
 * @returns {{ lock: Lock, added: string[] }}
 */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  /** @type {string[]} */
  const added = [];
  for (const { from, name, version } of missingOptionals(lock)) {
    const platform = platformOf(name);
    if (!platform) throw new Error(`${name}: its platform cannot be told from its name`);
    if (!/^\d/.test(version)) throw new Error(`${name}: ${version} is not an exact version`);
    const parent = lock.packages[from];
    const dev = parent?.dev === true ? { dev: true } : {};
    const license = parent?.license ? { license: parent.license } : {};
    const { cpu, libc, os } = platform;
    packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...dev,
      ...(libc ? { libc } : {}),
      ...license,
      optional: true,
      ...(os ? { os } : {}),
    };
    added.push(name);
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added };
}
