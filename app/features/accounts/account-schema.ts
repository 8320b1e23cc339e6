import { z } from "zod";

export type Credentials = { apiKey: string; apiSecret: string };
export type CredentialField = keyof Credentials;
export type CredentialError =
  "missing" | "too_long" | "characters" | "bad_key" | "bad_secret";
export type CredentialErrors = Partial<
  Record<CredentialField, CredentialError>
>;

const maxLength = 200;
// What a pasted text brings along unseen: zero-width characters and a byte order mark.
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;
// Credentials travel in an HTTP header and in a signature: visible ASCII, no blanks inside.
const visibleAscii = /^[\x21-\x7E]*$/;

/** A credential as it was typed, trimmed. Empty when nothing was typed. */
export const credentialSchema = z
  .string()
  .transform((text) => text.replace(invisible, "").trim())
  .pipe(
    z
      .string()
      .max(maxLength, "too_long" satisfies CredentialError)
      .regex(visibleAscii, "characters" satisfies CredentialError),
  );
