// The fuses of the Electron binary: what the packaged product ships with, and the few that a development run loosens.
// electron-builder.yml says the same of the package; tests/structure/fuses.test.ts keeps the two equal.
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** @typedef {Exclude<keyof typeof FuseV1Options, number>} FuseName */

/**
 * Fuses of the packaged product.
 * @type {Readonly<Partial<Record<FuseName, boolean>>>}
 */
export const productFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/**
 * A development run starts a plain folder (no asar to check) and is driven by Playwright through Node's inspector.
 * Everything else is as in the product, so that no test runs with less security than the bank does.
 * @type {Readonly<Partial<Record<FuseName, boolean>>>}
 */
export const developmentFuses = {
  ...productFuses,
  EnableNodeCliInspectArguments: true,
  EnableEmbeddedAsarIntegrityValidation: false,
  OnlyLoadAppFromAsar: false,
};

/** @param {Readonly<Partial<Record<FuseName, boolean>>>} fuses */
function byNumber(fuses) {
  return Object.fromEntries(
    Object.entries(fuses).map(([name, on]) => [FuseV1Options[/** @type {FuseName} */ (name)], on]),
  );
}

/**
 * Burns `fuses` into an Electron binary. Does nothing when they are so already.
 * @param {string} electronPath
 * @param {Readonly<Partial<Record<FuseName, boolean>>>} fuses
 */
export async function setFuses(electronPath, fuses) {
  const wire = /** @type {Record<string, unknown>} */ (await getCurrentFuseWire(electronPath));
  const wanted = byNumber(fuses);
  const burnt = (/** @type {boolean} */ on) => (on ? 49 : 48);
  if (Object.entries(wanted).every(([fuse, on]) => wire[fuse] === burnt(on))) return;
  await flipFuses(electronPath, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...wanted,
  });
}
