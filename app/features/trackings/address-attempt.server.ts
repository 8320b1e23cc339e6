import type { Database } from "#app/db.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import type { ClaimedTracking } from "./claim-trackings.server.ts";

/** With the full callback URL of the attempt: in memory, and nowhere else. */
export type AddressedTracking = ClaimedTracking & { attemptUrl: string };

type Asked = { claimed: ClaimedTracking; fingerprint: string };

/** Puts the callback URL of a claimed attempt together. */
export async function addressAttempt(
  db: Database,
  tokens: CallbackTokens,
  asked: Asked,
): Promise<AddressedTracking> {
  const { claimed } = asked;
  const { ref, callbackKeyId, attemptBase, earlierBase } = claimed;
  if (!tokens.keyIds.includes(callbackKeyId))
    return renewAddress(db, tokens, asked);
  const token = tokens.tokenOf(ref, callbackKeyId);
  return {
    ...claimed,
    attemptUrl: attemptBase + token,
    earlierBase: withoutToken(earlierBase, token),
  };
}

// An attempt of the release before wrote the whole URL down.
const withoutToken = (url: string | null, token: string) =>
  url?.endsWith(token) ? url.slice(0, -token.length) : url;

/** Its key retired while nobody needed it: pushes to that address would be refused. */
async function renewAddress(
  db: Database,
  tokens: CallbackTokens,
  { claimed, fingerprint }: Asked,
): Promise<AddressedTracking> {
  const { id, carrierId, number, attemptStartedAt, attemptBase } = claimed;
  const ref = tokens.refOf({ fingerprint, carrierId, number });
  const callbackKeyId = tokens.currentKeyId;
  await db.tracking.updateMany({
    where: { id, registration: "registering", attemptStartedAt },
    data: { ref, callbackKeyId, callbackToken: "" },
  });
  return {
    ...claimed,
    ref,
    callbackKeyId,
    attemptUrl: attemptBase + tokens.tokenOf(ref),
    // What an earlier attempt may have made has an address that is none of ours any more.
    earlierBase: claimed.earlierBase === null ? null : "",
  };
}
