import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Caller } from '../../../shared/domain/command.ts';

/** Ancestors that are looked at for the program that started a command. */
const ANCESTORS = 8;

/** Whether this system tells which process has which file open. */
export const canProve = process.platform === 'linux';

/** A file with a name that nobody can guess: a process that has it open was told its name. */
export interface Proof {
  readonly file: string;
  isOpenIn(pid: number): boolean;
  remove(): void;
}

/**
 * @param folder private to this user; its real path, since /proc has no other.
 * @param id unguessable.
 */
export function createProof(folder: string, id: string): Proof {
  const file = join(folder, `proof-${id}`);
  closeSync(openSync(file, 'wx', 0o600));
  return {
    file,
    isOpenIn(pid) {
      // Only the files of this user's processes can be listed (ptrace(2), PTRACE_MODE_READ).
      try {
        const open = `/proc/${pid}/fd`;
        return readdirSync(open).some((number) => linkTo(join(open, number)) === file);
      } catch {
        return false;
      }
    },
    remove: () => rmSync(file, { force: true }),
  };
}

/** Who runs a command, and what identifies its terminal until the terminal is closed. */
export interface Known {
  readonly caller: Caller;
  readonly terminal: string | null;
}

/** What the system says about a process. Null if it has ended. */
export function describeProcess(pid: number): Known | null {
  const own = processAt(pid);
  if (own === null) return null;
  const starter = startedBy(own);
  return {
    caller: {
      ...programOf(own.path),
      startedBy: starter === null ? null : programOf(starter),
      terminal: own.terminal,
      isProven: true,
    },
    terminal: own.terminal === null ? null : `${own.terminal} ${own.session} ${leaderSince(own)}`,
  };
}

/** Where the system tells nothing: what the caller says, which nothing can be remembered for. */
export function claimedCaller(path: string): Known {
  return {
    caller: { ...programOf(path), startedBy: null, terminal: null, isProven: false },
    terminal: null,
  };
}

interface Process {
  readonly path: string;
  readonly parent: number;
  /** The id of its session: of the process that the terminal started. */
  readonly session: number;
  readonly terminal: string | null;
  /** In ticks since the computer was started. */
  readonly since: string;
}

/** proc_pid_stat(5): the second field, the name, may contain anything, so fields count from its end. */
function processAt(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [, parent, , session, device] = fields;
    return {
      path: linkTo(`/proc/${pid}/exe`) ?? '',
      parent: Number(parent),
      session: Number(session),
      terminal: terminalOf(Number(device)),
      since: fields[19] ?? '',
    };
  } catch {
    return null;
  }
}

/** The first ancestor that is another program: the packaged program starts itself once more. */
function startedBy({ path, parent }: Process): string | null {
  let next = parent;
  for (let step = 0; step < ANCESTORS && next > 1; step += 1) {
    const above = processAt(next);
    if (above === null) return null;
    if (above.path !== '' && above.path !== path) return above.path;
    next = above.parent;
  }
  return null;
}

/** A session's number is used again after it has ended. */
const leaderSince = ({ session }: Process): string => processAt(session)?.since ?? '';

/** A device's number as in Linux' `new_encode_dev`: 136 to 143 are the pseudo-terminals. */
function terminalOf(device: number): string | null {
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (device === 0) return null;
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  return major === 4 ? `tty${minor}` : `${major}:${minor}`;
}

/** A replaced program's file is marked as deleted. */
const programOf = (path: string) => ({ name: basename(path.replace(/ \(deleted\)$/, '')), path });

function linkTo(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
