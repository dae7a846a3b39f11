import type { Source } from './facts';

/** Where the user says what he wants otherwise, at the root of the repository. */
export const settingsFile = 'drydock.yml';

/** Whose services run, where both could. */
export type Basis = 'own' | 'author';

/** What the command line says otherwise; stronger than drydock.yml. */
export interface Flags {
  readonly slug?: string;
  readonly basis?: Basis;
  readonly sharedNodeModules?: boolean;
}

/**
 * What the user decided: the values of drydock.yml as they stand there, those of flags over them, and where each comes from.
 * `places` is keyed by the path of a value, dotted: 'apps.web.port'.
 */
export interface Settings {
  readonly values: SettingsValues;
  readonly places: Readonly<Record<string, SettingPlace>>;
}

/** A line of drydock.yml, or a flag. Column and line count from 1. */
export type SettingPlace = (Source & { readonly column: number }) | { readonly flag: string };

/** The keys of drydock.yml. `core/settings/schema.ts` describes each and says what it may hold. */
export interface SettingsValues {
  readonly slug?: string | undefined;
  readonly main?: string | undefined;
  readonly basis?: Basis | undefined;
  readonly shared_node_modules?: boolean | undefined;
  readonly environment?: Texts | null | undefined;
  readonly apps?: Readonly<Record<string, AppSettings | null>> | null | undefined;
  readonly services?: Readonly<Partial<Record<string, ServiceSettings | null>>> | null | undefined;
  readonly runtimes?: Readonly<Record<string, RuntimeSettings | null>> | null | undefined;
}

export type Texts = Readonly<Record<string, string>>;

/** A text is run by `sh -c`, a list as it is. */
export type CommandSetting = string | readonly string[];

export interface AppSettings {
  readonly ignore?: boolean | undefined;
  readonly framework?: string | undefined;
  readonly path?: string | undefined;
  readonly entry?: string | undefined;
  readonly port?: number | undefined;
  readonly command?: CommandSetting | undefined;
  readonly production_command?: CommandSetting | undefined;
  readonly build?: CommandSetting | undefined;
  readonly build_folder?: string | undefined;
  readonly host?: string | undefined;
  readonly health?: string | undefined;
  readonly environment?: Texts | null | undefined;
  /** By name of the volume: where it is in the container. */
  readonly volumes?: Texts | null | undefined;
  readonly memory?: string | undefined;
  readonly starts?: boolean | undefined;
}

export interface ServiceSettings {
  readonly ignore?: boolean | undefined;
  readonly kind?: string | undefined;
  readonly image?: string | undefined;
  readonly version?: string | undefined;
  readonly memory?: string | undefined;
  /** By name of the variable: which part of the address it holds. */
  readonly variables?: Readonly<Record<string, AddressPart>> | null | undefined;
}

export type AddressPart = 'url' | 'host' | 'port' | 'user' | 'password' | 'database';

export interface RuntimeSettings {
  readonly version?: string | undefined;
  readonly package_manager?: 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun' | undefined;
  readonly packages?: readonly string[] | undefined;
  readonly migrate?: CommandSetting | false | undefined;
}

/** When the user has decided nothing. */
export const noSettings: Settings = { values: {}, places: {} };
