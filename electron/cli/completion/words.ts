import type { DescribedCommand } from '../describe.ts';

/** A value that is a path: completed with the names of files. */
export const isPath = (value: string): boolean =>
  /^(?:FILE|PATH|KEYFILE|TEMPLATE|DIR)$/.test(value);

/** Whether a command takes files as its arguments. */
export const takesFiles = ({ args }: DescribedCommand): boolean =>
  args.some((arg) => isPath(arg.replace(/[<[\]>…]/g, ''))) || args.includes('<COMMAND…>');

/** A word for a shell, in single quotes. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
