import type { PyExpression as Expression, Source } from './facts';

/** Python's and JavaScript's expressions are reduced to the same few kinds. */
export type { PyExpression as Expression } from './facts';

/** One package.json. Its Source is the line of "name", or the first line when it has none. */
export interface NodePackage extends Source {
  /** Folder of the file, '' for the root. */
  readonly folder: string;
  /** '' when absent. */
  readonly name: string;
  /** '' when absent. */
  readonly main: string;
  /** `"type": "module"`: .js files are ES modules. */
  readonly module: boolean;
  readonly scripts: readonly PackageScript[];
  /** Of all groups, in the order of the file. */
  readonly dependencies: readonly NodeDependency[];
  /** The packageManager field, else devEngines.packageManager; without the hash. */
  readonly packageManager?: Source & { readonly name: string; readonly version: string };
  /** Patterns of "workspaces", either form. */
  readonly workspaces: readonly string[];
  /** Names of "nx": { "targets" }, which `nx NAME PROJECT` runs. */
  readonly nxTargets: readonly (Source & { readonly name: string })[];
  /** Programs of "bin"; absent when there are none. */
  readonly commands?: readonly (Source & { readonly name: string })[];
  /** "prisma": { "schema": path }, as written. */
  readonly prisma?: string;
}

export interface PackageScript extends Source {
  readonly name: string;
  readonly command: string;
}

export interface NodeDependency extends Source {
  readonly name: string;
  /** As written: '^4.19.2', 'workspace:*', 'file:../lib'. */
  readonly specifier: string;
  readonly group: '' | 'dev' | 'peer' | 'optional';
}

/** A lock file, which tells the package manager. */
export interface NodeLock extends Source {
  readonly folder: string;
  readonly manager: 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';
}

/** A file that only one package manager reads, or a tool's setting that names one; weaker than a lock file. */
export interface ManagerHint extends Source {
  readonly folder: string;
  readonly manager: NodeLock['manager'];
}

/** A statement about the Node version. */
export interface NodeVersion extends Source {
  /** '22.11.0', '20', '>=18 <23'; names like 'lts/iron' are replaced by their number. */
  readonly specifier: string;
  /** pin: .nvmrc, .node-version, .tool-versions, Volta. range: engines. */
  readonly kind: 'pin' | 'range';
}

/** One JavaScript or TypeScript file. Every entry's Source.file is this file. */
export interface JsModule {
  readonly file: string;
  readonly imports: readonly JsImport[];
  readonly calls: readonly JsCall[];
  readonly assignments: readonly JsAssignment[];
  readonly environment: readonly JsEnvironmentRead[];
  /** False when the file was cut or has syntax errors: absence in it proves nothing. */
  readonly complete: boolean;
}

/** `import`, `export ... from`, `require('x')` and `import('x')`. Imports of types only are left out. */
export interface JsImport extends Source {
  /** As written: 'express', './app.js', 'node:http'. */
  readonly module: string;
  /** 'default', '*', or the name; '' when it is imported for its effect alone. `const x = require('y')` is 'default'. */
  readonly imported: string;
  /** The name that it has in this module; '' when it has none. */
  readonly local: string;
}

export interface JsCall extends Source {
  /**
   * Resolved through imports: a default import is the module's name ('express', 'mongoose.connect'), a named one is
   * 'module.name' ('node:http.createServer', '@nestjs/core.NestFactory.create'). Variables keep their own name: 'app.listen'.
   */
  readonly callee: string;
  /** Without spread ones. */
  readonly args: readonly Expression[];
  readonly isNew: boolean;
  /** Enclosing named functions and classes, dotted; '' at the top, and in callbacks there. */
  readonly scope: string;
}

export interface JsAssignment extends Source {
  /** 'app', 'module.exports', 'exports.x', 'a.b', 'C.x' for a field of a class, 'default' for `export default`. */
  readonly target: string;
  /** For 'default' and 'module.exports' a function stands for what it returns. */
  readonly value: Expression;
  readonly scope: string;
}

export interface JsEnvironmentRead extends Source {
  readonly name: string;
  /** The other side of `||` or `??`, a default in a pattern or schema. Absent when the code gives none. */
  readonly fallback?: Expression;
  /** True when the code fails without it: `!`, a check that throws, a schema without default. */
  readonly required: boolean;
  /** Where the value goes, with the path inside an object: 'port', 'config.db.host', 'default.server.port'; else ''. */
  readonly target: string;
  /** config: Nest's ConfigService. */
  readonly via: 'process' | 'import-meta' | 'config';
}

/** The datasource block of a Prisma schema; its Source is the line of the provider. */
export interface PrismaDatasource extends Source {
  /** 'postgresql', 'mysql', 'sqlite', 'mongodb', ... */
  readonly provider: string;
  /** Its url and directUrl, each a variable's name or a literal address; none when they stand elsewhere (prisma.config.ts). */
  readonly urls: readonly (Source & { readonly variable?: string; readonly value?: string })[];
}

/** One simple command of a script in package.json. `source` is the script's line. */
export type ScriptCommand =
  | {
      readonly kind: 'command';
      /** Words as a shell splits them, without runners such as npx and cross-env. */
      readonly argv: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
      /** Where it runs, relative to the package: '' or what `cd` and the like say. */
      readonly folder: string;
      readonly source: Source;
    }
  | {
      /** Runs another script. */
      readonly kind: 'run';
      readonly script: string;
      /** Words handed on to it. */
      readonly args: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
      readonly folder: string;
      /** Name or filter of the package whose script it is; '' for this one, '*' for every package. */
      readonly workspace: string;
      readonly source: Source;
    };
