const rules: readonly (readonly [RegExp, string])[] = [
  // To the end of the text where the end of the block was cut off.
  [/-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g, '[key]'],
  [/\beyJ[\w-]*\.[\w-]*\.?[\w-]*/g, '[token]'],
  [/\b[0-9A-Z]{5}(?:[- ][0-9A-Z]{5}){5}\b/gi, '[recovery code]'],
  // Keys of 32 bytes in base64, whose "/" the rule below would stop at.
  [/(?<![\w+/])[\w+/]{43}=?(?![\w+/=])/g, '[redacted]'],
  // Consumer keys (28 characters), consumer secrets (44) and whatever else has no words in it.
  [/(?<![\w-])(?![0-9a-f]{8}-[0-9a-f]{4}-)[\w+-]{27,}={0,2}/g, '[redacted]'],
];

/**
 * Takes out all that looks like a secret of ours: tokens, private keys, recovery codes, consumer
 * keys and secrets, data keys. A long word without a space goes too: rather one too many. Ids
 * (UUIDs) stay, they open nothing.
 */
export function redact(text: string): string {
  return rules.reduce((rest, [pattern, mark]) => rest.replaceAll(pattern, mark), text);
}
