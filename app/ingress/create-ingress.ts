import type { IncomingMessage, ServerResponse } from "node:http";
import type { Pool, PoolClient } from "pg";
import type { Queue } from "#app/jobs/queue.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import type { Clock } from "#app/platform/clock.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { sendAnswer, type Answer } from "./answer.ts";
import { commitWithin } from "./commit-within.ts";
import { createGroupCommit, type GroupCommitLimits } from "./group-commit.ts";
import { NotStoredError } from "./not-stored-error.ts";
import { SenderGoneError, SlowSenderError } from "./read-body.ts";
import { receivePush } from "./receive-push.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { storeDeliveries } from "./store-deliveries.ts";
import { storePushes } from "./store-pushes.ts";
import { createTurns } from "./turns.ts";
import type { StoredRow } from "./waiting-rows.ts";

/** Answers the raw-body routes; everything else goes to `next`. */
export type Ingress = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

export type IngressWorld = {
  shopifySecrets: readonly string[];
  callbackTokens: Pick<CallbackTokens, "verify">;
  pool: Pool;
  queue: Pick<Queue, "enqueueMany">;
  onOversizedPush(ref: string): Promise<void>;
  logger: Logger;
  clock: Pick<Clock, "now">;
  limits?: Partial<GroupCommitLimits>;
  /** Of all bodies while they are read. */
  bodyBytes?: number;
};

const webhookPath = "/webhooks/shopify";
const pushPrefix = "/callbacks/keydelivery/";
const tryAgainSeconds = "10";
const defaultBodyBytes = 256 * 1024 ** 2;
// A parcel has some fifty in all its life.
const pushesOfTracking = { perMinute: 12, burst: 200, mostKeys: 50_000 };

export function createIngress(world: IngressWorld): Ingress {
  const { pool, queue, logger } = world;
  const groupCommit = <Row extends StoredRow>(
    what: string,
    store: (client: PoolClient, to: typeof queue, rows: Row[]) => Promise<void>,
  ) =>
    createGroupCommit<Row>({
      commit: (rows) =>
        commitWithin(pool, (client) => store(client, queue, rows)),
      onFailure: (err, rows) => logger.error({ err, rows }, `storing ${what}`),
      limits: world.limits,
    });
  const budget = { left: world.bodyBytes ?? defaultBodyBytes };
  const webhooks = {
    ...world,
    budget,
    deliveries: groupCommit("deliveries", storeDeliveries),
  };
  const pushes = {
    ...world,
    budget: { left: budget.left },
    mayPush: createTurns(pushesOfTracking),
    pushes: groupCommit("pushes", storePushes),
  };
  return (request, response, next) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (path === webhookPath)
      void answer(logger, request, response, receiveWebhook(webhooks, request));
    else if (path.startsWith(pushPrefix))
      void answer(
        logger,
        request,
        response,
        receivePush(pushes, request, path.slice(pushPrefix.length)),
      );
    else next();
  };
}

async function answer(
  logger: Logger,
  request: IncomingMessage,
  response: ServerResponse,
  receiving: Promise<Answer>,
) {
  try {
    sendAnswer(request, response, await receiving);
  } catch (err) {
    if (err instanceof SenderGoneError) return;
    if (err instanceof SlowSenderError)
      return sendAnswer(request, response, {
        status: 408,
        message: "Body too slow",
      });
    // Not stored as far as we know: the sender keeps the original and tries again.
    if (!(err instanceof NotStoredError)) logger.error({ err }, "ingress");
    sendAnswer(request, response, {
      status: 503,
      message: "Try again later",
      headers: { "retry-after": tryAgainSeconds },
    });
  }
}
