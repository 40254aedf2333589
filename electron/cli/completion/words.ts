import type { DescribedCommand } from '../describe.ts';

/** A value that is a path: completed with the names of files. */
export const isPath = (value: string): boolean =>
  /^(?:FILE|PATH|KEYFILE|TEMPLATE|DIR)$/.test(value);

/** Such as `APP` of `<APP>`. */
export const nameOf = (arg: string): string => arg.replaceAll(/[<[\]>…]/g, '');

/** Whether a command takes files as its arguments. */
export const takesFiles = ({ args }: DescribedCommand): boolean =>
  args.some((arg) => isPath(nameOf(arg)));

/** Whether it runs another program, whose own words follow `--`. */
export const runsProgram = ({ args }: DescribedCommand): boolean => args.includes('<COMMAND…>');

/** A word for a shell, in single quotes. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
