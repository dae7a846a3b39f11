/** Address of its own machine on which alone a server may listen: nobody outside its container reaches it there. */
export type Loopback = '127.0.0.1' | '::1';

/** A socket in the state LISTEN in a container's network, whichever process of it has it. */
export interface ListeningSocket {
  /** As a person writes it: '0.0.0.0', '127.0.0.1', '::', '::1'. */
  readonly address: string;
  readonly port: number;
}

/** A container that is looked at, and what was planned for it. */
export interface Expected {
  /** Name of the app, or of the author's service. */
  readonly name: string;
  /** <slug>-<name> */
  readonly container: string;
  /** http://... of its host name; absent for what no browser talks to. */
  readonly url?: string;
  /** The port that the repository was understood to say, as it stands in the plan. */
  readonly stated: string;
  /** Where the user decided the port: 'drydock.yml:4', '--port'; then it is not corrected. */
  readonly decided?: string;
  /** Ports of localhost that lead to other containers. */
  readonly forwards: readonly number[];
  /** True where its image has open-localhost. */
  readonly opens: boolean;
  /** Memory limit as Compose writes it. */
  readonly memory: string;
}

/** What became of a container's process. */
export interface ContainerStatus {
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** none: it has no healthcheck. */
  readonly health: 'healthy' | 'unhealthy' | 'starting' | 'none';
  /** Of the last end; 0 while it runs. */
  readonly exitCode: number;
  /** How often the engine has started it again. */
  readonly restarts: number;
  /** True when the kernel ended it for its memory limit. */
  readonly outOfMemory: boolean;
  /** Why the engine could not start it: 'exec: "gunicorn": executable file not found in $PATH'; '' where it could. */
  readonly error: string;
  /** When its process was last started (RFC 3339). */
  readonly startedAt: string;
  /** The port to which the router's label leads; absent for what is not routed. */
  readonly port?: number;
}

/** What the router gives for a host name. */
export type RouterAnswer =
  /** Of the app, or of the router itself where `status` is 502, 503 or 504. */
  | { readonly kind: 'answer'; readonly status: number; readonly text: string }
  /** One of infra's own pages: the host is not routed, or its maintenance is on. */
  | { readonly kind: 'page'; readonly page: string }
  /** The router is not reached, or says nothing for as long as one waits. */
  | { readonly kind: 'none' };

/** An answer behind which an app stands. */
export type AppAnswer = Extract<RouterAnswer, { readonly kind: 'answer' | 'page' }>;

/** What was seen of a container at a moment. What nobody looked at, because nothing asked for it, is absent. */
export interface Observation {
  readonly status?: ContainerStatus;
  readonly answer?: RouterAnswer;
  /** Empty for a process that listens nowhere. */
  readonly sockets?: readonly ListeningSocket[];
  /** Of `sockets` other than the planned one, those that answered HTTP. */
  readonly speakHttp?: readonly ListeningSocket[];
  /** Last lines that it printed. */
  readonly log: string;
  /** Seconds for which its sockets have been the same. */
  readonly steady: number;
  /** Seconds since ops/up.sh was through; absent while it runs. */
  readonly since?: number;
  /** True when ops/up.sh has given up. */
  readonly givenUp?: boolean;
}

/** Where a server was seen to listen, for the plan: it stands in the lock, so that every clone has it. */
export interface ObservedAddress {
  readonly port: number;
  /** Present when it listens there alone. */
  readonly loopback?: Loopback | undefined;
  /** The port that the repository was understood to say then. When that changes, so has the repository, and this is void. */
  readonly instead: string;
}

/** Observed addresses by the names of apps. */
export type ObservedAddresses = Readonly<Record<string, ObservedAddress>>;

/** What a plan said otherwise than the container does. */
export interface Correction {
  readonly app: string;
  readonly address: ObservedAddress;
  /** The port to which the router led. */
  readonly planned: number;
  /** The evidence, in words: 'it listens on 0.0.0.0:4567 and answers HTTP there, and not on port 3000'. */
  readonly seen: string;
}

/** Why an app does not answer, or answers with an error of its own: one reason, in words. */
export interface Diagnosis {
  readonly app: string;
  /** One sentence. */
  readonly message: string;
  readonly next: string;
  /** Of the repository, where the log names one. */
  readonly file?: string;
  readonly line?: number;
}

/** What the router says for an app that is up. */
export interface AnsweredApp {
  readonly app: string;
  readonly url: string;
  readonly answer: AppAnswer;
  /** Why the answer is an error of the app's own. */
  readonly diagnosis?: Diagnosis;
}

/** What an observation means for one app. */
export type Verdict =
  | { readonly kind: 'waits' }
  /** `answer` is absent for what no browser talks to; `diagnosis` says why the app answers with an error of its own. */
  | { readonly kind: 'well'; readonly answer?: AppAnswer; readonly diagnosis?: Diagnosis }
  | { readonly kind: 'correct'; readonly correction: Correction }
  | { readonly kind: 'fails'; readonly diagnosis: Diagnosis };
