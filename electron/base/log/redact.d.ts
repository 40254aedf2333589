/**
 * Takes out all that looks like a secret of ours: tokens, private keys, recovery codes, consumer
 * keys and secrets, data keys. A long word without a space goes too: rather one too many. Ids
 * (UUIDs) stay, they open nothing.
 */
export declare function redact(text: string): string;
