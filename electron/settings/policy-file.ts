import { existsSync } from 'node:fs';

export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
  /** A packaged program does not take `--policy-file=`: whoever can start it could else shake off the policy. */
  readonly packaged: boolean;
}

/** Where the administrator's policy may lie, best first. All but one of them have to be absent. */
export function policyFileCandidates({ platform, env, argv, packaged }: PolicyPlace): readonly string[] {
  const given = argv.find((word) => word.startsWith('--policy-file='))?.slice('--policy-file='.length);
  if (given !== undefined && !packaged) return [given];
  const folder = machineFolder(platform, env);
  const separator = platform === 'win32' ? '\\' : '/';
  return ['policy.yaml', 'policy.yml', 'policy.json'].map((name) => `${folder}${separator}${name}`);
}

/** The policy files that exist. More than one is a fault of its own: nobody could say which holds. */
export const existingPolicyFiles = (place: PolicyPlace): readonly string[] => {
  const candidates = policyFileCandidates(place);
  // A file named on the command line has to be there; its absence must not pass for 'no policy'.
  return candidates.length === 1 ? candidates : candidates.filter((file) => existsSync(file));
};

function machineFolder(platform: NodeJS.Platform, env: PolicyPlace['env']): string {
  if (platform === 'win32') return `${env['ProgramData'] ?? 'C:\\ProgramData'}\\Guardline`;
  return platform === 'darwin' ? '/Library/Application Support/Guardline' : '/etc/guardline';
}
