import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/**
 * The trackings a callback URL stood for when a push came, with what was asked for them: of each account the newest
 * generation made by then, so that a push that is replayed meets the parcel it was about. Usually one; more where two
 * shops connected the same API key, which is one account at KeyDelivery. None of an account that never had the number
 * there, or that never worked: whoever typed the key may not have its secret.
 */
export async function findTrackingsByRef<
  Asked extends { ref: string; receivedAt: Date },
>(
  tx: Pick<Transaction, "tracking">,
  asked: Asked[],
): Promise<(Asked & { trackings: Tracking[] })[]> {
  const all = await tx.tracking.findMany({
    where: {
      ref: { in: asked.map(({ ref }) => ref) },
      account: { OR: [{ shopId: null }, { lastSuccessAt: { not: null } }] },
    },
    orderBy: [{ accountId: "asc" }, { generation: "desc" }],
  });
  const byRef = Map.groupBy(all, ({ ref }) => ref);
  return asked.map((one) => {
    const known = byRef.get(one.ref) ?? [];
    return { ...one, trackings: standingFor(known, one.receivedAt) };
  });
}

function standingFor(known: Tracking[], receivedAt: Date) {
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

// `attemptUrl` stays for as long as an attempt may have arrived: under way, or its answer lost.
const mayBeRegistered = ({ registration, attemptUrl }: Tracking) =>
  registration === "registered" || attemptUrl !== null;
