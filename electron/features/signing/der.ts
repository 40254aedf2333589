import forge from 'node-forge';

/** Decodes DER (X.690); null if it is none. */
export function derOf(bytes: Uint8Array): forge.asn1.Asn1 | null {
  try {
    const text = Buffer.from(bytes).toString('binary');
    return forge.asn1.fromDer(forge.util.createBuffer(text));
  } catch {
    return null;
  }
}

/** What a SEQUENCE or SET consists of; nothing of any other value. */
export function childrenOf(node: forge.asn1.Asn1 | undefined): readonly forge.asn1.Asn1[] {
  return Array.isArray(node?.value) ? node.value : [];
}

/** The INTEGERs among these, in their order. */
export function integersIn(nodes: readonly forge.asn1.Asn1[]): readonly number[] {
  return nodes.flatMap(({ type, value }) => {
    if (type !== forge.asn1.Type.INTEGER || typeof value !== 'string') return [];
    return [Number.parseInt(Buffer.from(value, 'binary').toString('hex'), 16)];
  });
}
