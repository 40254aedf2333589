/** From now on what is logged on this thread is also kept, in `<home>/logs/latchkey.log`. */
export declare function keepLog(home: string): void;
/**
 * Says on the terminal and in the log file what went wrong; redacted, though no secret should ever
 * be in it.
 *
 * @param from the part of the program, as in "latchkey core".
 */
export declare function log(from: string, what: unknown): void;
