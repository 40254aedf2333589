import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { languages } from '../words/languages.ts';

/**
 * What a command and the running program send each other: one JSON value per line. Each message of
 * the command is answered before it sends the next.
 */

/** Longest line of a command that wasn't allowed yet, in bytes. */
export const GREETING_MAX = 64 * 1024;
/** Longest line of an allowed command, in bytes: a selection of ids, or a private key. */
export const CALL_MAX = 4 * 1024 * 1024;
/** Longest line of an answer, in bytes. */
export const ANSWER_MAX = 256 * 1024 * 1024;

const path = z.string().max(4096);
const passphrase = z.string().max(16 * 1024);

export const helloSchema = z.strictObject({
  kind: z.literal('hello'),
  /** The data directory: a program with another one has nothing to say. */
  home: path,
  pid: z.number().int().positive(),
  /** The path of the program that runs it, for systems that don't tell. */
  program: path,
  command: z.string().max(4096),
  language: z.enum(languages),
});

/** The command is who it says: it has opened the file that the program named. */
export const entrySchema = z.discriminatedUnion('kind', [
  /** The person at the window decides. */
  z.strictObject({ kind: z.literal('ask') }),
  z.strictObject({ kind: z.literal('unlock'), passphrase }),
]);

export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    channel: z.string().max(100),
    input: z.unknown(),
    paths: z.array(path).max(1000),
    /** Where an export goes. */
    saveTo: path.nullable(),
  }),
  /** After a call failed with `workspace/confirm`. */
  z.strictObject({ kind: z.literal('unlock'), passphrase }),
]);

export const replySchema = z.discriminatedUnion('kind', [
  /** No workspace is open: nobody is asked. */
  z.strictObject({ kind: z.literal('locked') }),
  /** The file to open before the next message, or null where the system has no way to see that. */
  z.strictObject({ kind: z.literal('prove'), file: path.nullable() }),
  /** The question is on screen. */
  z.strictObject({ kind: z.literal('asking') }),
  z.strictObject({ kind: z.literal('allowed') }),
  z.strictObject({ kind: z.literal('refused'), error: appErrorSchema }),
  z.strictObject({ kind: z.literal('answer'), result: z.unknown() }),
]);

export type CommandHello = z.infer<typeof helloSchema>;
export type CommandEntry = z.infer<typeof entrySchema>;
export type CommandRequest = z.infer<typeof requestSchema>;
export type CommandReply = z.infer<typeof replySchema>;

/** The file in the data directory that tells where the running program listens. */
export const ADDRESS_FILE = 'commands.json';
export const addressSchema = z.object({ address: z.string().nullable().catch(null) });
