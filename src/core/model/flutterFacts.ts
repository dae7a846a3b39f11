import type { Source } from './facts';

/** One pubspec.yaml. Its Source is the line of `name`, or the first line when it has none. */
export interface Pubspec extends Source {
  /** Folder of the file, '' for the root. */
  readonly folder: string;
  /** '' when absent. */
  readonly name: string;
  /** The line by which it depends on Flutter's SDK; absent for plain Dart. */
  readonly flutter?: Source;
  /** The line that makes it a plugin. */
  readonly plugin?: Source;
  /** Folders of the members of a pub workspace, relative to the repository. */
  readonly workspace: readonly string[];
  /** It is installed with the workspace around it (`resolution: workspace`). */
  readonly member: boolean;
  /** environment.sdk, the Dart that it needs: '^3.5.0', '>=2.19.0 <4.0.0'. */
  readonly dart?: Source & { readonly specifier: string };
}

/** A statement about Flutter's release: FVM's file, .tool-versions, an exact environment.flutter. */
export interface FlutterVersion extends Source {
  /** A tag or a channel of Flutter's repository: '3.24.0', 'stable'. */
  readonly version: string;
}
