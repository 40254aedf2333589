import type { Source } from './collect-files.ts';
import type { ReadQuestion } from './thread.ts';

/** The files that were given together, by their addresses. */
export interface Library {
  readonly add: (source: Source) => void;
  readonly has: (address: string) => boolean;
  /** The files at these addresses; undefined if together they are larger than may be held. */
  readonly load: (
    addresses: ReadonlySet<string>,
  ) => Promise<ReadQuestion['companions'] | undefined>;
  /** The `api.yaml` of the WSO2 project that a file is the definition of. */
  readonly projectOf: (source: Source) => Promise<Uint8Array | undefined>;
  /** Whether another file was read with its help. */
  readonly wasUsed: (address: string) => boolean;
}

export function createLibrary(limit: number): Library {
  const sources = new Map<string, Source>();
  const used = new Set<string>();

  async function bytesAt(address: string): Promise<Uint8Array | undefined> {
    const bytes = await sources.get(address)?.load();
    if (!bytes?.ok) return undefined;
    used.add(address);
    return bytes.value;
  }

  return {
    add: (source) => {
      sources.set(source.address, source);
    },
    has: (address) => sources.has(address),
    wasUsed: (address) => used.has(address),
    load: async (addresses) => {
      const loaded: { address: string; bytes: Uint8Array }[] = [];
      let size = 0;
      for (const address of addresses) {
        const bytes = await bytesAt(address);
        if (bytes === undefined) continue;
        size += bytes.length;
        if (size > limit) return undefined;
        loaded.push({ address, bytes });
      }
      return loaded;
    },
    projectOf: async ({ address }) => {
      // apictl writes <project>/api.yaml and <project>/Definitions/swagger.yaml; 3.x keeps both in
      // <project>/Meta-information.
      if (!/\/(?:Definitions|Meta-information)\/(?:swagger|openapi)\.\w+$/u.test(address)) {
        return undefined;
      }
      const places = [
        'api.yaml',
        'api.json',
        '../api.yaml',
        '../api.json',
        '../Meta-information/api.yaml',
      ];
      const found = places
        .map((place) => new URL(place, address).href)
        .find((at) => sources.has(at));
      return found === undefined ? undefined : await bytesAt(found);
    },
  };
}
