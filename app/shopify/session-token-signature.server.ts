import { createHmac, timingSafeEqual } from "node:crypto";

/** The session token that an embedded page comes with: its first document in the address, every call after in a header. */
export function sessionTokenOf(request: Request): string | undefined {
  const bearer = /^Bearer (\S+)$/.exec(
    request.headers.get("authorization") ?? "",
  )?.[1];
  return (
    bearer ?? new URL(request.url).searchParams.get("id_token") ?? undefined
  );
}

/** Whether the secret made the token's signature (HS256). What the token claims is judged elsewhere. */
export function isSignedWith(
  token: string | undefined,
  secret: string | undefined,
): boolean {
  if (!token || !secret) return false;
  const end = token.lastIndexOf(".");
  const given = Buffer.from(token.slice(end + 1), "base64url");
  const made = createHmac("sha256", secret)
    .update(token.slice(0, Math.max(end, 0)))
    .digest();
  return given.length === made.length && timingSafeEqual(given, made);
}
