import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { isTerminal } from "#app/domain/shipment-status.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { callbackKeyFor } from "./callback-key-for.server.ts";
import { isRecycled } from "./is-recycled.ts";

export type TrackingRequest = {
  account: { id: string; fingerprint: string };
  shopId: string;
  carrierId: string;
  /** Normalised. */
  number: string;
  shippedAt: Date;
  /** 0 live, 1 gap, 2 backfill. */
  priority: number;
  /** It is not to be registered before; null: at once. */
  notBefore?: Date | null;
  /** The parcel's import is paused or cancelled: nothing is registered for it. */
  isHeld?: boolean;
  /** The traceparent of what asks for it. */
  cause?: string | undefined;
  now: Date;
};

type Asked = Omit<TrackingRequest, "shippedAt">;

// Behind what the drain looks at, until the sweep finds it due.
const delayedPriority = 3;

/** Finds or creates the tracking that carries this number, and locks it. A dormant one wakes up, unless the parcel is held. */
export async function findOrCreateTracking(
  tx: Transaction,
  tokens: CallbackTokens,
  asked: TrackingRequest,
): Promise<Tracking> {
  const newest = await newestGeneration(tx, asked);
  if (newest && !isRecycled(newest, asked.shippedAt))
    return join(tx, asked, newest);
  // One that ended without a scan ran out, and KeyDelivery may not begin again.
  const restarted = newest !== null && newest.lastEventTime === null;
  return (
    (await createAfter(tx, tokens, { ...asked, restarted }, newest)) ??
    // Another parcel of this number was as fast: which of them waits for less is asked anew.
    findOrCreateTracking(tx, tokens, asked)
  );
}

async function join(tx: Transaction, asked: Asked, known: Tracking) {
  if (asked.isHeld) return known;
  const isTakenOver =
    known.registration === "dormant" || isHeldForOther(asked, known);
  if (!isTakenOver && known.registration === "over_quota")
    return raise(tx, asked, known);
  if (!isTakenOver && !isSooner(asked, known)) return known;
  return tx.tracking.update({
    where: { id: known.id },
    data: {
      registration: "waiting",
      ...turnOf(asked),
      cause: asked.cause ?? null,
      // Whoever paid for it has paid.
      ...(isTakenOver && known.quotaMonth === null && { shopId: asked.shopId }),
    },
  });
}

// It goes on standing aside, and takes the better of the two turns when its shop may go on.
function raise(tx: Transaction, asked: Asked, { id, priority }: Tracking) {
  const better = Math.min(priority, asked.priority);
  return tx.tracking.update({ where: { id }, data: { priority: better } });
}

// Its shop has none of its quota left: the one that asks now has one of its own.
const isHeldForOther = (asked: Asked, known: Tracking) =>
  known.registration === "over_quota" && known.shopId !== asked.shopId;

// Another parcel of the same number waits for longer than this one has to.
function isSooner(asked: Asked, known: Tracking) {
  const turn = turnOf(asked);
  if (known.registration !== "waiting") return false;
  return known.priority === delayedPriority
    ? turn.nextAttemptAt < known.nextAttemptAt
    : turn.priority < known.priority;
}

function turnOf(
  asked: Pick<TrackingRequest, "priority" | "notBefore" | "now">,
) {
  const { notBefore, now, priority } = asked;
  return notBefore && notBefore > now
    ? { nextAttemptAt: notBefore, priority: delayedPriority }
    : { nextAttemptAt: now, priority };
}

type Generation = Asked & {
  /** KeyDelivery had the number, and it ran out there. */
  restarted?: boolean;
};

/**
 * What follows an expired tracking, locked: the newest generation where it is another one that goes on, since pushes come
 * to that alone, else one generation more. Two that come at once make one.
 */
export async function followExpired(
  tx: Transaction,
  tokens: CallbackTokens,
  asked: Generation & { old: Tracking },
): Promise<{ tracking: Tracking; isNew: boolean }> {
  const newest = await newestGeneration(tx, asked);
  if (newest && newest.id !== asked.old.id && goesOn(newest, asked.now))
    return { tracking: await join(tx, asked, newest), isNew: false };
  const created = await createAfter(tx, tokens, asked, newest);
  const tracking = created ?? (await newestGeneration(tx, asked));
  if (!tracking) throw new Error("the tracking just made is not there");
  return { tracking, isNew: created !== undefined };
}

const goesOn = ({ registration, status, pollUntil }: Tracking, now: Date) =>
  registration !== "failed" &&
  status !== "expired" &&
  !isTerminal(status) &&
  (pollUntil === null || pollUntil > now);

async function newestGeneration(
  tx: Transaction,
  asked: Pick<TrackingRequest, "account" | "carrierId" | "number">,
) {
  const where = {
    accountId: asked.account.id,
    carrierId: asked.carrierId,
    number: asked.number,
  };
  const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM tracking
    WHERE account_id = ${where.accountId}::uuid AND carrier_id = ${where.carrierId} AND number = ${where.number}
    ORDER BY generation FOR UPDATE`;
  return locked.length > 0
    ? tx.tracking.findFirst({ where, orderBy: { generation: "desc" } })
    : null;
}

/** Undefined where another made it at the same time. */
async function createAfter(
  tx: Transaction,
  tokens: CallbackTokens,
  asked: Generation,
  newest: Tracking | null,
) {
  const subject = {
    fingerprint: asked.account.fingerprint,
    carrierId: asked.carrierId,
    number: asked.number,
  };
  const keyId = await callbackKeyFor(tx, tokens, subject);
  const ref = tokens.refOf(subject, keyId);
  const [created] = await tx.tracking.createManyAndReturn({
    data: [
      {
        accountId: asked.account.id,
        shopId: asked.shopId,
        carrierId: asked.carrierId,
        number: asked.number,
        generation: (newest?.generation ?? 0) + 1,
        ref,
        callbackKeyId: keyId,
        ...(tokens.areKept(keyId) && {
          callbackToken: tokens.tokenOf(ref, keyId),
        }),
        ...turnOf(asked),
        ...(asked.isHeld && { registration: "dormant" }),
        cause: asked.cause ?? null,
        restarted: asked.restarted ?? false,
      },
    ],
    skipDuplicates: true,
  });
  return created;
}
