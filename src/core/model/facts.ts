import type { Diagnostic } from './diagnostic';
import type { CiService, ComposeFile, DeployPort, DeployService, Dockerfile, SetVariable } from './dockerFacts';
import type { FlutterVersion, Pubspec } from './flutterFacts';
import type { HtmlPage } from './htmlFacts';
import type { JsModule, ManagerHint, NodeLock, NodePackage, NodeVersion, PrismaDatasource } from './nodeFacts';

/** A place in a file: `line` counts from 1, `text` is a part of that line. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** All that was read from a repository, before any conclusion. Plain data, sorted, the same for the same files. */
export interface RepoFacts {
  /** Name of the folder. */
  readonly name: string;
  /** Every file that is not ignored, '/'-separated and relative, sorted by code unit. */
  readonly files: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly manifests: readonly Manifest[];
  readonly pythonVersions: readonly PythonVersion[];
  readonly modules: readonly PyModule[];
  readonly envFiles: readonly EnvFile[];
  readonly processes: readonly ProcessLine[];
  readonly alembic: readonly AlembicConfig[];
  readonly packages: readonly NodePackage[];
  readonly locks: readonly NodeLock[];
  readonly managerHints: readonly ManagerHint[];
  readonly nodeVersions: readonly NodeVersion[];
  readonly jsModules: readonly JsModule[];
  readonly prismaDatasources: readonly PrismaDatasource[];
  /** Folders whose packages are installed together, each with the folders of its members. */
  readonly workspaces: readonly { readonly folder: string; readonly members: readonly string[] }[];
  readonly pubspecs: readonly Pubspec[];
  readonly flutterVersions: readonly FlutterVersion[];
  /** Every index.html. */
  readonly pages: readonly HtmlPage[];
  readonly composeFiles: readonly ComposeFile[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly ciServices: readonly CiService[];
  /** What files for hosting platforms ask for. */
  readonly deployServices: readonly DeployService[];
  readonly deployPorts: readonly DeployPort[];
  /** Variables that units, hosting platforms and process managers set for what they run. */
  readonly settings: readonly SetVariable[];
  /** Addresses of this machine that a README names. */
  readonly addresses: readonly LocalAddress[];
  /** Compose files, Dockerfiles and devcontainer.json that the author already has. */
  readonly docker: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One requirement of a requirements file or of pyproject.toml. */
export interface Requirement extends Source {
  /** Normalised as PEP 503 says: lower case, runs of -_. are one '-'. */
  readonly name: string;
  readonly extras: readonly string[];
  /** As written, e.g. '==3.1.0' or '>=2,<3'; '' when any version will do. */
  readonly specifier: string;
  readonly marker: string;
  /** '' for what the application needs, else the group or extra: 'dev', 'test', ... */
  readonly group: string;
  /** The manifest through which it is installed: for a file included by -r, the one that includes it. */
  readonly manifest: string;
}

/** A file that lists dependencies and can be handed to an installer. */
export interface Manifest {
  readonly file: string;
  /** pyproject: PEP 621 without a tool of its own. setup: setup.py or setup.cfg. */
  readonly kind: 'requirements' | 'pyproject' | 'poetry' | 'pdm' | 'uv' | 'pipenv' | 'setup' | 'conda';
  /** Files that it includes by -r or -c, transitively, or from which pyproject takes its dependencies. */
  readonly includes: readonly string[];
  /** '' for what the application needs, else 'dev', 'test', ... by the file's name. */
  readonly group: string;
  /** The file that pins all of it: uv.lock, poetry.lock, pdm.lock, Pipfile.lock; a workspace has it further up. */
  readonly lock?: string;
  /** What a manifest of a project says of it; absent for requirements. */
  readonly project?: {
    readonly name: string;
    /** Whether it lists what the application needs. */
    readonly dependencies: boolean;
    readonly extras: readonly string[];
    /** Programs that are installed with it. */
    readonly commands?: readonly (Source & { readonly name: string })[];
    /** Dependency groups that its installer can add: [dependency-groups], Poetry's and PDM's, dev-packages as 'dev'. */
    readonly groups: readonly string[];
  };
}

/** A statement about the Python version: `.python-version`, runtime.txt, requires-python, a Dockerfile's FROM. */
export interface PythonVersion extends Source {
  /** As PEP 440 says, those of Poetry turned into it: '3.11', '3.11.4', '>=3.10,<3.13'. */
  readonly specifier: string;
  /** resolved: what the pins of a compiled requirements file were resolved for. image: of a Dockerfile, which may be old. */
  readonly kind: 'pin' | 'range' | 'resolved' | 'image';
}

/** An expression, reduced to what detection looks at. Names are resolved through the module's imports. */
export type PyExpression =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  /** Dotted: 'os.environ', 'flask.Flask' where imported so, else as written: 'app', 'self.x'. */
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'call';
      readonly callee: string;
      readonly args: readonly PyExpression[];
      readonly keywords: Readonly<Record<string, PyExpression>>;
    }
  /** f-strings and concatenation, in order. */
  | { readonly kind: 'joined'; readonly parts: readonly PyExpression[] }
  /** `a or b`, `a if c else b`: what it can be. */
  | { readonly kind: 'either'; readonly options: readonly PyExpression[] }
  /** `a == b`, `a in b`, with the operator as written. */
  | {
      readonly kind: 'compared';
      readonly left: PyExpression;
      readonly operator: string;
      readonly right: PyExpression;
    }
  | { readonly kind: 'list'; readonly items: readonly PyExpression[] }
  | { readonly kind: 'dict'; readonly entries: readonly { readonly key: PyExpression; readonly value: PyExpression }[] }
  | { readonly kind: 'item'; readonly of: PyExpression; readonly key: PyExpression }
  | { readonly kind: 'other' };

/** One Python file. Every entry's Source.file is this file. */
export interface PyModule {
  readonly file: string;
  /** Dotted name from its import root: 'portal.views', 'wsgi'; a package's __init__.py is the package. */
  readonly module: string;
  /** Folder that must be on sys.path for `module` to be importable: '' or 'src' or 'backend'. */
  readonly importRoot: string;
  readonly imports: readonly PyImport[];
  readonly functions: readonly PyFunction[];
  readonly assignments: readonly PyAssignment[];
  readonly calls: readonly PyCall[];
  readonly environment: readonly PyEnvironmentRead[];
  /** False when the file was cut or has syntax errors: absence in it proves nothing. */
  readonly complete: boolean;
}

export interface PyImport extends Source {
  /** What is imported: 'flask.Flask' for `from flask import Flask`, 'celery' for `import celery`. Relative ones are made absolute. */
  readonly name: string;
  /** The name that it has in this module. */
  readonly local: string;
  /** Name of the function in which it stands; '' at the top. */
  readonly scope: string;
}

export interface PyFunction extends Source {
  readonly name: string;
  /** Enclosing class or function, dotted; '' at the top of the module. */
  readonly scope: string;
  readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
  readonly decorators: readonly PyExpression[];
  /** What its return statements give. */
  readonly returns: readonly PyExpression[];
}

export interface PyAssignment extends Source {
  /** 'app', 'app.config[CELERY]' (item keys that are literal strings), 'Config.SECRET_KEY' inside a class, 'self.x'. */
  readonly target: string;
  readonly value: PyExpression;
  /** Enclosing class or function, dotted; '' at the top of the module. For 'Config.X' the class is in the target, not here. */
  readonly scope: string;
}

export interface PyCall extends Source {
  /** Resolved through imports: 'flask.Flask', 'app.run', 'os.getenv'. */
  readonly callee: string;
  readonly args: readonly PyExpression[];
  readonly keywords: Readonly<Record<string, PyExpression>>;
  readonly scope: string;
}

/** os.environ["X"], os.environ.get("X", d), os.getenv, what facts/pythonEnvironment.ts knows of libraries, fields of pydantic's settings. */
export interface PyEnvironmentRead extends Source {
  readonly name: string;
  /** Absent when the code gives none. */
  readonly fallback?: PyExpression;
  /** True when the code fails without it. */
  readonly required: boolean;
  /** The target of the assignment in which it stands, as in PyAssignment; '' elsewhere. */
  readonly target: string;
}

/** `.env`, `.env.example`, `.flaskenv`: the values of `.env` are never kept, only whether they point to this machine. */
export interface EnvFile {
  readonly file: string;
  readonly entries: readonly EnvEntry[];
}

export interface EnvEntry extends Source {
  readonly name: string;
  /** '' in a file that holds secrets (`.env`); `text` is then the name alone. */
  readonly value: string;
}

/** 'http://localhost:8000' in a README. */
export interface LocalAddress extends Source {
  readonly port: number;
}

/** A simple command that the author wrote somewhere: Procfile, run script, Makefile, systemd unit, Dockerfile, compose file, README. */
export interface ProcessLine extends Source {
  /** 'web', 'worker', or the file's name without its ending. */
  readonly name: string;
  /** Words as a shell splits them, quotes taken off; leading VAR=value words are left out. */
  readonly argv: readonly string[];
  /** Leading VAR=value words. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder in which it runs, as far as the file says: relative to the repository, or absolute on another machine. */
  readonly folder?: string;
}

/** An alembic.ini; its Source is the line of script_location. */
export interface AlembicConfig extends Source {
  /** script_location, relative to the repository; undefined when it cannot be told. */
  readonly scripts?: string;
  /** sqlalchemy.url, when the file has a real one. */
  readonly url?: Source & { readonly value: string };
}
