import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
} from "node:crypto";

/**
 * Seals secrets at rest with AES-256-GCM. `purpose` is bound into the seal, so that a sealed text
 * cannot be moved to another place. Format: `v1.<key id>.<base64url of iv, tag, cipher text>`.
 */
export type Sealer = {
  seal(text: string, purpose: string): string;
  /** @throws SealError when the key is unknown, or the text was changed or moved. */
  open(sealed: string, purpose: string): string;
  /** Whether the text was sealed with an older secret than the present one. */
  isStale(sealed: string): boolean;
  /** What every text begins with that the present secret sealed. */
  prefix: string;
};

export class SealError extends Error {
  override readonly name = "SealError";
}

const ivBytes = 12;
const tagBytes = 16;

export function createSealer(secrets: {
  current: string;
  previous?: string | undefined;
}): Sealer {
  const current = deriveKey(secrets.current);
  const keys = [current];
  if (secrets.previous) keys.push(deriveKey(secrets.previous));
  const prefix = `v1.${current.id}.`;
  return {
    seal(text, purpose) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", current.key, iv, {
        authTagLength: tagBytes,
      });
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      const bytes = Buffer.concat([iv, cipher.getAuthTag(), body]);
      return prefix + bytes.toString("base64url");
    },
    open(sealed, purpose) {
      const [version, id, encoded] = sealed.split(".");
      const found = keys.find((key) => key.id === id);
      if (version !== "v1" || !found || !encoded)
        throw new SealError("sealed with a secret that is not configured");
      return openWith(found.key, Buffer.from(encoded, "base64url"), purpose);
    },
    isStale: (sealed) => !sealed.startsWith(prefix),
    prefix,
  };
}

function openWith(key: Buffer, bytes: Buffer, purpose: string) {
  try {
    const decipher = createDecipheriv(
      "aes-256-gcm",
      key,
      bytes.subarray(0, ivBytes),
      // Without it Node takes a tag that was cut to four bytes, which can be guessed.
      { authTagLength: tagBytes },
    );
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const body = bytes.subarray(ivBytes + tagBytes);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString(
      "utf8",
    );
  } catch (cause) {
    throw new SealError("the sealed text was changed, or belongs elsewhere", {
      cause,
    });
  }
}

function deriveKey(secret: string) {
  const key = Buffer.from(
    hkdfSync("sha256", secret, "", "shipment-tracking sealing v1", 32),
  );
  const id = createHash("sha256").update(key).digest("hex").slice(0, 8);
  return { key, id };
}
