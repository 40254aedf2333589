import { isAscii } from 'node:buffer';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/**
 * The text of a file: UTF-8, or UTF-16 as some Windows programs save it, with or without a byte
 * order mark (without one, the zero byte of the first character, `{` or a letter, shows the order).
 *
 * Errors: `import/not-text` for anything else, such as an archive or an old 8-bit encoding.
 */
export function decodeText(bytes: Uint8Array): Result<string, AppError> {
  try {
    const text = textOf(bytes);
    // A binary file can be valid UTF-8 by chance, but no text file contains NUL.
    return text.includes('\0') ? err(appError('import/not-text')) : ok(text);
  } catch {
    return err(appError('import/not-text'));
  }
}

/** The text of a file that may be none: then each byte is a character, as in the oldest encodings. */
export function anyText(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  return decoded.ok ? decoded.value : Buffer.from(bytes).toString('latin1');
}

function textOf(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  // Most files: nothing to decode.
  if (encoding === 'utf-8' && isAscii(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== 0) return 'utf-16be';
  return 'utf-8';
}
