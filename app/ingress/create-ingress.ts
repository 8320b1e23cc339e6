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
import { SenderGoneError } from "./read-body.ts";
import { receivePush } from "./receive-push.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { storeDeliveries } from "./store-deliveries.ts";
import { storePushes } from "./store-pushes.ts";
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
};

const webhookPath = "/webhooks/shopify";
const pushPrefix = "/callbacks/keydelivery/";
const tryAgainSeconds = "10";

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
  const webhooks = {
    ...world,
    deliveries: groupCommit("deliveries", storeDeliveries),
  };
  const pushes = { ...world, pushes: groupCommit("pushes", storePushes) };
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
    // Not stored as far as we know: the sender keeps the original and tries again.
    if (!(err instanceof NotStoredError)) logger.error({ err }, "ingress");
    sendAnswer(request, response, {
      status: 503,
      message: "Try again later",
      headers: { "retry-after": tryAgainSeconds },
    });
  }
}
