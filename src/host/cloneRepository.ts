import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../core/model/ports';
import { failed, ok, type Failure, type Result } from '../core/model/failure';
import { isMissing } from './errors';
import { run } from './run';

/** A repository elsewhere, and the folder that `git clone` makes of it. */
export interface RemoteRepository {
  readonly url: string;
  readonly folder: string;
}

/**
 * The repository that a word of the command line names by a Git URL, as https://git-scm.com/docs/git-clone#_git_urls has them:
 * https, http, ssh, git and file, and the short form of ssh with a user ('git@host:owner/name.git'). undefined: it is a path.
 */
export function remoteRepository(word: string): RemoteRepository | undefined {
  const isUrl = /^(?:https?|ssh|git|file):\/\/[^\s/]*\/\S+$/i.test(word) || /^[\w.-]+@[\w.-]+:(?!\/\/)\S+$/.test(word);
  if (!isUrl) return undefined;
  const path = word.replace(/[?#].*$/, '').replace(/\/+(\.git\/*)?$/, '');
  const folder = (path.split(/[/:]/).at(-1) ?? '').replace(/\.git$/, '');
  return /^[\w-][\w.-]*$/.test(folder) && !folder.startsWith('-') ? { url: word, folder } : undefined;
}

export interface CloneOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Clones into a new folder below `parent` and gives its path. Asks nothing: a password or an unknown host is a failure. Fails with
 * 'folder-taken' before anything is fetched, with 'git-missing', and with 'clone-failed'; then git has removed what it had begun.
 */
export async function cloneRepository(
  { url, folder }: RemoteRepository,
  parent: string,
  { env, progress, signal }: CloneOptions,
): Promise<Result<string>> {
  const target = join(parent, folder);
  if (await isThere(target))
    return failed({
      code: 'folder-taken',
      message: `${target} is there already; nothing was cloned into it.`,
      next: `If it is that repository: drydock up ${folder}. Else call drydock in another folder.`,
    });
  progress.step(`Cloning ${withoutPassword(url)}`);
  const done = await run('git', ['clone', '--progress', '--', url, target], {
    cwd: parent,
    env: { ...env, ...silent, LC_ALL: 'C' },
    signal,
    onLine: (line) => progress.line(withoutPassword(line)),
  });
  if (done.code === 0) return ok(target);
  if (done.code === 130) return failed({ code: 'cancelled', message: 'Cancelled while cloning.' });
  if (done.code === 127)
    return failed({
      code: 'git-missing',
      message: 'Git is not installed, and a repository behind a URL is cloned with it.',
      next: 'install git (Ubuntu: sudo apt install git), or give the path of a folder',
    });
  return failed(cloneFailure(url, withoutPassword(done.stderr)));
}

/** Neither git nor ssh waits at a terminal: https://git-scm.com/docs/git#Documentation/git.txt-GITTERMINALPROMPT, ssh(1) SSH_ASKPASS_REQUIRE. */
const silent = { GIT_TERMINAL_PROMPT: '0', SSH_ASKPASS: 'false', SSH_ASKPASS_REQUIRE: 'force' };

/** What git's last words mean, by the beginnings that git, libcurl and OpenSSH have for them. */
const causes: readonly { readonly says: RegExp; readonly message: string; readonly next: string }[] = [
  {
    says: /Could not resolve host|Could not resolve hostname|Temporary failure in name resolution/i,
    message: 'its host name cannot be resolved',
    next: 'Check the URL and the network (behind a proxy: git config --global http.proxy URL).',
  },
  {
    says: /Failed to connect|Couldn't connect|Connection (refused|timed out|reset)|Network is unreachable|No route to host/i,
    message: 'its host does not answer',
    next: 'Check the network (behind a proxy: git config --global http.proxy URL).',
  },
  {
    says: /terminal prompts disabled|Authentication failed|could not read (Username|Password)|Permission denied|HTTP Basic: Access denied|returned error: 40[13]/i,
    message: 'it wants to know who you are, and no credentials of yours were accepted',
    next: 'Clone it once by hand (git clone URL), which asks; then drydock up FOLDER. GitHub says the same of what does not exist.',
  },
  {
    says: /Host key verification failed/i,
    message: 'ssh does not know the key of its host',
    next: 'Connect once by hand (ssh -T git@HOST), check the key, and run drydock again.',
  },
  {
    says: /certificate/i,
    message: 'the certificate of its host is not trusted',
    next: 'Give git the certificate of your organisation: git config --global http.sslCAInfo FILE',
  },
  {
    says: /not found|does not exist|does not appear to be a git repository/i,
    message: 'there is no repository',
    next: 'Check the URL.',
  },
];

function cloneFailure(url: string, output: string): Failure {
  const cause = causes.find(({ says }) => says.test(output));
  return {
    code: 'clone-failed',
    message: `${withoutPassword(url)} cannot be cloned: ${cause?.message ?? 'git failed'}.`,
    next: cause?.next ?? 'Try the same with git clone, then drydock up FOLDER.',
    detail: output
      .trim()
      .split(/[\r\n]+/)
      .slice(-8)
      .join('\n'),
  };
}

/** 'https://user:token@host/x' as 'https://***@host/x'. A user of ssh alone is no secret. */
const withoutPassword = (text: string): string => text.replaceAll(/(https?:\/\/)[^@/\s]+@/gi, '$1***@');

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
