import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Callback tokens: `key id (2 bytes) ‖ ref (16) ‖ mac (12)`, base64url, 40 characters.
 * The ref is a function of the callback key and of what is tracked, never of a row, so that any
 * re-creation of the same tracking has the same URL: KeyDelivery keeps the first one for ever.
 */
export type CallbackTokens = {
  /** The key that new trackings use. */
  readonly currentKeyId: number;
  /** All keys that are held. */
  readonly keyIds: readonly number[];
  /** Whether rows have to keep the key's tokens, for processes of the release before. */
  areKept(keyId: number): boolean;
  refOf(subject: TrackingSubject, keyId?: number): string;
  tokenOf(ref: string, keyId?: number): string;
  /** The ref the token was made for; undefined for a forgery or a key we do not hold. */
  verify(token: string): string | undefined;
};

export type TrackingSubject = {
  /** Of the account: from the API key, not from a row. */
  fingerprint: string;
  carrierId: string;
  /** Normalised. */
  number: string;
};

const keyIdBytes = 2;
const refBytes = 16;
const macBytes = 12;
const tokenPattern = /^[A-Za-z0-9_-]{40}$/;

/**
 * @param keys by id, 32 bytes each
 * @param options.currentKeyId the greatest id unless told otherwise
 * @param options.keptIds keys whose tokens rows keep; none unless told otherwise
 */
export function createCallbackTokens(
  keys: ReadonlyMap<number, Buffer>,
  options: { currentKeyId?: number; keptIds?: ReadonlySet<number> } = {},
): CallbackTokens {
  const keyIds = [...keys.keys()];
  const currentKeyId = options.currentKeyId ?? Math.max(...keyIds);
  const keyOf = (id: number) => {
    const key = keys.get(id);
    if (!key) throw new Error(`callback key ${id} is not held`);
    return key;
  };
  const sign = (id: number, ref: Buffer) =>
    createHmac("sha256", keyOf(id))
      .update("mac\0")
      .update(ref)
      .digest()
      .subarray(0, macBytes);
  return {
    currentKeyId,
    keyIds,
    areKept: (id) => options.keptIds?.has(id) ?? false,
    refOf: (subject, id = currentKeyId) => refOf(keyOf(id), subject),
    tokenOf(ref, id = currentKeyId) {
      const bytes = Buffer.from(ref, "base64url");
      const prefix = Buffer.alloc(keyIdBytes);
      prefix.writeUInt16BE(id);
      return Buffer.concat([prefix, bytes, sign(id, bytes)]).toString(
        "base64url",
      );
    },
    verify(token) {
      if (!tokenPattern.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      const id = bytes.readUInt16BE(0);
      if (!keys.has(id)) return undefined;
      const ref = bytes.subarray(keyIdBytes, keyIdBytes + refBytes);
      const mac = bytes.subarray(keyIdBytes + refBytes);
      if (!timingSafeEqual(mac, sign(id, ref))) return undefined;
      return ref.toString("base64url");
    },
  };
}

// Parts are joined by NUL, which none of them can hold, so that no two subjects read the same.
function refOf(key: Buffer, subject: TrackingSubject) {
  return createHmac("sha256", key)
    .update(
      ["ref", subject.fingerprint, subject.carrierId, subject.number].join(
        "\0",
      ),
    )
    .digest()
    .subarray(0, refBytes)
    .toString("base64url");
}
