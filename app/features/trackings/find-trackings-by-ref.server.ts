import type { KeyDeliveryAccount, Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/**
 * The trackings a callback URL stood for when a push came, with what was asked for them: of each account the newest
 * generation made by then, so that a push that is replayed meets the parcel it was about. Usually one; more where two
 * shops connected the same API key, which is one account at KeyDelivery. None of an account that never had the number
 * there: whoever typed the key may not have its secret.
 */
export async function findTrackingsByRef<
  Asked extends { ref: string; receivedAt: Date },
>(
  tx: Pick<Transaction, "tracking">,
  asked: Asked[],
): Promise<(Asked & { trackings: Tracking[] })[]> {
  const all = await tx.tracking.findMany({
    where: { ref: { in: asked.map(({ ref }) => ref) } },
    include: { account: { select: { shopId: true, lastSuccessAt: true } } },
    orderBy: [{ accountId: "asc" }, { generation: "desc" }],
  });
  const byRef = Map.groupBy(all, ({ ref }) => ref);
  return asked.map((one) => {
    const known = byRef.get(one.ref) ?? [];
    return { ...one, trackings: standingFor(known, one.receivedAt) };
  });
}

type Known = Tracking & {
  account: Pick<KeyDeliveryAccount, "shopId" | "lastSuccessAt">;
};

function standingFor(known: Known[], receivedAt: Date) {
  const byAccount = Map.groupBy(known, ({ accountId }) => accountId);
  const asking = [...byAccount.values()].filter((generations) =>
    generations.some(mayBeRegistered),
  );
  return asking.flatMap(
    (generations) =>
      generations.find(({ createdAt }) => createdAt <= receivedAt) ??
      generations.at(-1) ??
      [],
  );
}

// `attemptUrl` stays for as long as an attempt may have arrived: under way, or its answer lost. Of a shop's own account that
// says nothing until one call was answered well.
const mayBeRegistered = ({ registration, attemptUrl, account }: Known) =>
  registration === "registered" ||
  (attemptUrl !== null &&
    (account.shopId === null || account.lastSuccessAt !== null));
