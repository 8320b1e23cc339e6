/** A one-dimensional array as a value for pg. */
export type ArrayValue = { toPostgres(): Buffer };

// PostgreSQL's own numbers of the types.
const oids = { bytea: 17, text: 25, timestamptz: 1184 };
const headerBytes = 20;
const lengthBytes = 4;
const epochMs = Date.UTC(2000, 0, 1);
const lowRange = 2 ** 32;

// Made anew, the copies of what comes in are the garbage that has V8 look through everything that lives.
const scratch = Buffer.alloc(256 * 1024);

export const byteaArray = (items: readonly Buffer[]): ArrayValue =>
  arrayOf(oids.bytea, items, {
    mostBytes: ({ length }) => length,
    write: (item, target, at) => item.copy(target, at),
  });

export const textArray = (items: readonly (string | null)[]): ArrayValue =>
  arrayOf(oids.text, items, {
    mostBytes: ({ length }) => 3 * length,
    write: (item, target, at) => target.write(item, at),
  });

export const timestamptzArray = (items: readonly (Date | null)[]): ArrayValue =>
  arrayOf(oids.timestamptz, items, {
    mostBytes: () => 8,
    write(item, target, at) {
      const microseconds = (item.getTime() - epochMs) * 1_000;
      const high = Math.floor(microseconds / lowRange);
      target.writeInt32BE(high, at);
      target.writeUInt32BE(microseconds - high * lowRange, at + 4);
      return 8;
    },
  });

type Writing<Item> = {
  mostBytes(item: Item): number;
  /** Returns how many bytes it wrote. */
  write(item: Item, target: Buffer, at: number): number;
};

/**
 * In PostgreSQL's binary form: as text each byte of a body would travel as two characters, and all would be built and parsed.
 * It is written when pg asks for it, into memory that the next one takes again: pg copies it into its message at once.
 */
function arrayOf<Item>(
  oid: number,
  items: readonly (Item | null)[],
  writing: Writing<Item>,
): ArrayValue {
  return { toPostgres: () => encode(oid, items, writing) };
}

function encode<Item>(
  oid: number,
  items: readonly (Item | null)[],
  { mostBytes, write }: Writing<Item>,
): Buffer {
  let most = headerBytes;
  for (const item of items)
    most += lengthBytes + (item === null ? 0 : mostBytes(item));
  const target = most <= scratch.length ? scratch : Buffer.allocUnsafe(most);
  const hasNull = items.includes(null) ? 1 : 0;
  // Dimensions, whether one is null, what they are, how many, and where indexes begin, which nobody asks.
  let at = 0;
  for (const number of [1, hasNull, oid, items.length, 0])
    at = target.writeInt32BE(number, at);
  for (const item of items) {
    const begin = at + lengthBytes;
    const length = item === null ? -1 : write(item, target, begin);
    target.writeInt32BE(length, at);
    at = begin + Math.max(0, length);
  }
  return target.subarray(0, at);
}
