const byteaOid = 17;

/**
 * A one-dimensional bytea[] in PostgreSQL's binary form. As text every byte would travel as two
 * characters, and be built and parsed as such.
 */
export function encodeByteaArray(items: Buffer[]): Buffer {
  // What stays 0 says that none is null, and where indexes begin, which nobody asks.
  const header = Buffer.alloc(20);
  header.writeInt32BE(1, 0);
  header.writeInt32BE(byteaOid, 8);
  header.writeInt32BE(items.length, 12);
  const parts = items.flatMap((item) => [lengthOf(item), item]);
  return Buffer.concat([header, ...parts]);
}

function lengthOf(item: Buffer) {
  const length = Buffer.alloc(4);
  length.writeInt32BE(item.length);
  return length;
}
