import type { Source } from './collect-files.ts';
import type { ReadQuestion } from './thread.ts';

/** The files imported together, by address. */
export interface Library {
  readonly add: (source: Source) => void;
  readonly has: (address: string) => boolean;
  /** The files at these addresses; undefined if together they exceed the size limit. */
  readonly load: (
    addresses: ReadonlySet<string>,
  ) => Promise<ReadQuestion['companions'] | undefined>;
  /** The `api.yaml` of the WSO2 project whose definition this file is. */
  readonly projectOf: (source: Source) => Promise<Uint8Array | undefined>;
  /** Whether another file used the file at this address. */
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
