import { z } from "zod";

const maxLength = 200;
// What a pasted text brings along unseen: zero-width characters and a byte order mark.
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;
// Credentials travel in an HTTP header: visible ASCII, no blanks inside.
const visibleAscii = /^[\x21-\x7E]*$/;

const credential = z
  .string()
  .transform((text) => text.replace(invisible, "").trim())
  .pipe(
    z.string().max(maxLength, "too_long").regex(visibleAscii, "characters"),
  );

/** What the settings form sends. An empty text stands for the stored credential. */
export const credentialsFormSchema = z.object({
  apiKey: credential,
  apiSecret: credential,
});

export type Credentials = { apiKey: string; apiSecret: string };
export type CredentialField = keyof Credentials;
export type CredentialError =
  "missing" | "too_long" | "characters" | "bad_key" | "bad_secret" | "refused";
