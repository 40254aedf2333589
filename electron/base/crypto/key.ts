import { createHmac, hash, randomFillSync, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const BYTES = 32;

/** Block size of SHA-256, in bytes. */
const BLOCK = 64;

/** MAC input is assembled here, outside V8's heap; key material is overwritten each time. */
const ROOM = 2 ** 16;
const room = Buffer.from(new ArrayBuffer(ROOM));

function macOfMuch(key: Uint8Array, parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/**
 * HMAC (RFC 2104) from two hashes: for a database row `createHmac` takes ten times as long, and a
 * sign-in needs hundreds of thousands of them.
 */
function macOfLittle(
  key: Uint8Array,
  parts: readonly (string | Uint8Array)[],
  length: number,
): Buffer {
  try {
    pad(key, 0x36);
    let at = BLOCK;
    for (const part of parts) {
      if (typeof part === 'string') at += room.write(part, at);
      else {
        room.set(part, at);
        at += part.length;
      }
    }
    const inner = hash('sha256', room.subarray(0, length), 'buffer');
    pad(key, 0x5c);
    room.set(inner, BLOCK);
    return hash('sha256', room.subarray(0, BLOCK + inner.length), 'buffer');
  } finally {
    room.fill(0, 0, BLOCK);
  }
}

function pad(key: Uint8Array, byte: number): void {
  for (let at = 0; at < BLOCK; at += 1) room[at] = (key[at] ?? 0) ^ byte;
}

/**
 * A 32-byte key in memory of its own that can be overwritten. Node's `KeyObject` can't be: its copy
 * stays until garbage collection, long after a lock.
 *
 * Whoever creates a key or is given one to keep must wipe it.
 */
export class Key {
  /** Not `Buffer.alloc`: V8 keeps small typed arrays in its heap, moves them and leaves copies. */
  readonly #bytes = new Uint8Array(new ArrayBuffer(BYTES));
  readonly #derived = new Map<string, Key>();
  #isWiped = false;

  private constructor(bytes: Uint8Array | null) {
    if (bytes === null) {
      randomFillSync(this.#bytes);
      return;
    }
    if (bytes.length !== BYTES) throw new Error(`A key must have ${BYTES} bytes`);
    this.#bytes.set(bytes);
  }

  static random(): Key {
    return new Key(null);
  }

  /** Takes the bytes over and overwrites the source. Throws if there aren't 32. */
  static take(bytes: Uint8Array): Key {
    try {
      return new Key(bytes);
    } finally {
      bytes.fill(0);
    }
  }

  /**
   * Passes the bytes to `work`, which must not keep them. Throws if the key is wiped: anyone can
   * open what is sealed with zeros.
   */
  use<T>(work: (bytes: Uint8Array) => T): T {
    if (this.#isWiped) throw new Error('The key has been wiped');
    return work(this.#bytes);
  }

  copy(): Key {
    return this.use((bytes) => new Key(bytes));
  }

  /** A copy that another thread can take; the caller must overwrite it. */
  shared(): Uint8Array<SharedArrayBuffer> {
    const copy = new Uint8Array(new SharedArrayBuffer(BYTES));
    this.use((bytes) => copy.set(bytes));
    return copy;
  }

  equals(other: Key): boolean {
    return this.use((bytes) => other.use((others) => timingSafeEqual(bytes, others)));
  }

  /**
   * A key for one purpose (HKDF-SHA-256, RFC 5869, no salt), wiped with its parent. Implemented
   * here because `hkdfSync` turns its input into a `KeyObject`.
   */
  derive(label: string): Key {
    const known = this.#derived.get(label);
    if (known !== undefined) return known;
    const extracted = this.use((bytes) =>
      createHmac('sha256', Buffer.alloc(BYTES)).update(bytes).digest(),
    );
    const expanded = createHmac('sha256', extracted).update(label).update(Buffer.of(1)).digest();
    extracted.fill(0);
    const derived = Key.take(expanded);
    this.#derived.set(label, derived);
    return derived;
  }

  /** HMAC-SHA-256 of the parts, one after another. */
  mac(...parts: readonly (string | Uint8Array)[]): Buffer {
    return this.use((bytes) => {
      const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), BLOCK);
      return length > ROOM ? macOfMuch(bytes, parts) : macOfLittle(bytes, parts, length);
    });
  }

  /** Overwrites the key and all keys derived from it. */
  wipe(): void {
    this.#isWiped = true;
    this.#bytes.fill(0);
    for (const key of this.#derived.values()) key.wipe();
  }

  get isWiped(): boolean {
    return this.#isWiped;
  }

  toJSON(): string {
    return '[key]';
  }

  [inspect.custom](): string {
    return '[key]';
  }
}
