import type { IncomingMessage } from "node:http";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import type { Clock } from "#app/platform/clock.ts";
import type { Answer } from "./answer.ts";
import { dedupeKey } from "./dedupe-key.ts";
import type { GroupCommit } from "./group-commit.ts";
import { isJsonObject } from "./json-object.ts";
import { dropBody, readBody } from "./read-body.ts";
import type { PushRow } from "./pushes.ts";
import type { Turns } from "./turns.ts";
import { within } from "#app/platform/within.ts";

export type PushWorld = {
  callbackTokens: Pick<CallbackTokens, "verify">;
  pushes: GroupCommit<PushRow>;
  /** Has the tracking asked for instead; its push is not stored. */
  askInstead(ref: string, now: Date): Promise<void>;
  /** Whether a tracking's pushes are few and small enough; a flood of them would fill the database. */
  mayPush: Turns;
  budget: { left: number };
  clock: Pick<Clock, "now">;
};

const bodyLimit = 8 * 1024 ** 2;
// A parcel of fifty scans has a push of some 20 kB; a larger one takes a turn for each part of this size.
const bytesOfTurn = 64 * 1024;
const bodyMs = 30_000;
const dropLimit = 64 * 1024 ** 2;
const dropMs = 10_000;
const queueMs = 3_000;

/** Stores a KeyDelivery push. Pushes are not signed: the token in the URL is what authenticates. */
export async function receivePush(
  world: PushWorld,
  request: IncomingMessage,
  token: string,
): Promise<Answer> {
  if (request.method !== "POST")
    return {
      status: 405,
      message: "Method not allowed",
      headers: { allow: "POST" },
    };
  const ref = world.callbackTokens.verify(token);
  if (ref === undefined)
    return { status: 401, message: "Unknown callback address" };
  const note = { ref };
  const mayPush = (turns: number) =>
    world.mayPush(ref, world.clock.now(), turns);
  const isFewEnough = mayPush(1);
  const body = isFewEnough
    ? await readBody(request, {
        limit: bodyLimit,
        ms: bodyMs,
        budget: world.budget,
      })
    : undefined;
  const hasTurns = isFewEnough && (!body || mayPush(turnsOf(body) - 1));
  if (!body || !hasTurns) {
    // An error would only bring the same body again; its content can be asked for.
    await dropBody(request, dropLimit, dropMs);
    const now = world.clock.now();
    await within(queueMs, "job", () => world.askInstead(ref, now));
    return {
      status: 200,
      message: "OK",
      outcome: hasTurns ? "too_large" : "let_go",
      note,
    };
  }
  if (!isJsonObject(body))
    return { status: 400, message: "Body is not a JSON object", note };
  const key = dedupeKey([ref], body);
  await world.pushes.store({
    dedupeKey: key,
    ref,
    body,
    receivedAt: world.clock.now(),
  });
  return { status: 200, message: "OK", note, key };
}

const turnsOf = (body: Buffer) =>
  Math.max(1, Math.ceil(body.length / bytesOfTurn));
