// Which Debian package carries what the app needs, with the names that Debian 13 and Ubuntu 24.04 gave some of them.

/** Shared libraries (file name up to ".so") and their packages on Debian 12 and Ubuntu 22.04. */
const carriers = {
  libgtk: 'libgtk-3-0',
  libgdk: 'libgtk-3-0',
  'libatk-1': 'libatk1.0-0',
  'libatk-bridge': 'libatk-bridge2.0-0',
  libatspi: 'libatspi2.0-0',
  libcups: 'libcups2',
  libnss: 'libnss3',
  libsmime: 'libnss3',
  libssl3: 'libnss3',
  libnspr: 'libnspr4',
  libplc: 'libnspr4',
  libplds: 'libnspr4',
  libgbm: 'libgbm1',
  libdrm: 'libdrm2',
  libasound: 'libasound2',
  libxkbcommon: 'libxkbcommon0',
  libXcomposite: 'libxcomposite1',
  libXdamage: 'libxdamage1',
  libXfixes: 'libxfixes3',
  libXrandr: 'libxrandr2',
  libXext: 'libxext6',
  'libX11-xcb': 'libx11-xcb1',
  libX11: 'libx11-6',
  libxcb: 'libxcb1',
  libpango: 'libpango-1.0-0',
  libcairo: 'libcairo2',
  libdbus: 'libdbus-1-3',
  libexpat: 'libexpat1',
  libglib: 'libglib2.0-0',
  libgio: 'libglib2.0-0',
  libgobject: 'libglib2.0-0',
  libgmodule: 'libglib2.0-0',
  libudev: 'libudev1',
  libgcc_s: 'libgcc-s1',
  'libstdc++': 'libstdc++6',
};

/** Packages renamed in the move to 64-bit time. */
const renamed = new Set([
  'libgtk-3-0',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libasound2',
  'libglib2.0-0',
]);

/** @param {string} osRelease  text of /etc/os-release @returns {boolean} whether this system has the t64 names */
export function hasTime64Names(osRelease) {
  const id = /^ID="?([^"\n]+)/m.exec(osRelease)?.[1];
  const version = Number.parseFloat(/^VERSION_ID="?([^"\n]+)/m.exec(osRelease)?.[1] ?? 'NaN');
  if (id === 'ubuntu') return version >= 24.04;
  if (id === 'debian') return !(version < 13); // testing and unstable have no VERSION_ID
  return false;
}

/**
 * @param {string} library  a file name as `ldd` prints it, e.g. "libgtk-3.so.0"
 * @param {boolean} time64  from `hasTime64Names`
 * @returns {string | null} the package, null when it is not in the table
 */
export function packageOf(library, time64) {
  const stem = Object.keys(carriers)
    .filter((name) => library.startsWith(name))
    .sort((a, b) => b.length - a.length)[0];
  if (!stem) return null;
  const name = carriers[/** @type {keyof typeof carriers} */ (stem)];
  return time64 && renamed.has(name) ? `${name}t64` : name;
}
