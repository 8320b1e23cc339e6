const byteaOid = 17;

/**
 * A one-dimensional bytea[] in PostgreSQL's binary form. As text every byte would travel as two
 * characters, and be built and parsed as such.
 */
export function encodeByteaArray(items: Buffer[]): Buffer {
  const header = Buffer.alloc(20);
  header.writeInt32BE(1, 0);
  header.writeInt32BE(0, 4);
  header.writeInt32BE(byteaOid, 8);
  header.writeInt32BE(items.length, 12);
  header.writeInt32BE(1, 16);
  const parts = items.flatMap((item) => [lengthOf(item), item]);
  return Buffer.concat([header, ...parts]);
}

function lengthOf(item: Buffer) {
  const length = Buffer.alloc(4);
  length.writeInt32BE(item.length);
  return length;
}
