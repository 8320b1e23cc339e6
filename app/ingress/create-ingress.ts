import type { IncomingMessage, ServerResponse } from "node:http";
import type { Pool } from "pg";
import type { Queue } from "#app/jobs/queue.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import type { Clock } from "#app/platform/clock.ts";
import { requestIdIn } from "#app/platform/http/name-request.server.ts";
import {
  noteUnder,
  type RequestNotes,
} from "#app/platform/http/request-notes.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { IngressAnswer } from "#app/platform/metrics/ingress-metrics.server.ts";
import type { RightOfWay } from "#app/platform/right-of-way.server.ts";
import { sendAnswer, type Answer } from "./answer.ts";
import { createRareAsk, type Ask } from "./ask-rarely.ts";
import { deliveries } from "./deliveries.ts";
import { createGroupCommit, type GroupCommitLimits } from "./group-commit.ts";
import { NotStoredError } from "./not-stored-error.ts";
import { outcomeOf, outcomeOfFailure } from "./outcome-of.ts";
import { pushes } from "./pushes.ts";
import { SenderGoneError, SlowSenderError } from "./read-body.ts";
import { receivePush } from "./receive-push.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { storeWithJobs, type Store } from "./store-with-jobs.ts";
import { createTurns } from "./turns.ts";
import { signingKeys } from "./verify-signature.ts";
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
  /** As `openIngressPool` opens it: its limits are what bounds an answer. */
  pool: Pool;
  queue: Pick<Queue, "statementFor">;
  rightOfWay?: Pick<RightOfWay, "noteArrivals">;
  onOversizedPush: Ask;
  onAnswered?(answered: IngressAnswer): void;
  logger: Logger;
  clock: Pick<Clock, "now">;
  requestNotes: RequestNotes;
  limits?: Partial<GroupCommitLimits>;
  /** Of all bodies while they are read. */
  bodyBytes?: number;
};

const webhookPath = "/webhooks/shopify";
const pushPrefix = "/callbacks/keydelivery/";
const tryAgainSeconds = "10";
const defaultBodyBytes = 256 * 1024 ** 2;
const mostKeys = 50_000;
// A parcel has some fifty in all its life.
const pushesOfTracking = { perMinute: 12, burst: 200, mostKeys };

export async function createIngress(world: IngressWorld): Promise<Ingress> {
  const { logger } = world;
  const groupCommit = <Row extends StoredRow>(
    what: string,
    store: Store<Row>,
  ) =>
    createGroupCommit<Row>({
      commit(rows) {
        world.rightOfWay?.noteArrivals(rows.length);
        return store(rows);
      },
      onFailure: (err, rows) => logger.error({ err, rows }, `storing ${what}`),
      limits: world.limits,
    });
  const bodyBytes = world.bodyBytes ?? defaultBodyBytes;
  const webhookWorld = {
    ...world,
    shopifyKeys: signingKeys(world.shopifySecrets),
    budget: { left: bodyBytes },
    deliveries: groupCommit(
      "deliveries",
      await storeWithJobs(world, deliveries),
    ),
  };
  const pushWorld = {
    ...world,
    budget: { left: bodyBytes },
    mayPush: createTurns(pushesOfTracking),
    askInstead: createRareAsk(world.onOversizedPush, mostKeys),
    pushes: groupCommit("pushes", await storeWithJobs(world, pushes)),
  };
  return (request, response, next) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (path === webhookPath)
      void answer(
        "webhook",
        { ...world, request, response },
        receiveWebhook(webhookWorld, request),
      );
    else if (path.startsWith(pushPrefix))
      void answer(
        "push",
        { ...world, request, response },
        receivePush(pushWorld, request, path.slice(pushPrefix.length)),
      );
    else next();
  };
}

type Answering = Pick<
  IngressWorld,
  "logger" | "requestNotes" | "onAnswered"
> & {
  request: IncomingMessage;
  response: ServerResponse;
};

async function answer(
  kind: IngressAnswer["kind"],
  { logger, requestNotes, onAnswered, request, response }: Answering,
  receiving: Promise<Answer>,
) {
  const startedAt = performance.now();
  const noteAs = (outcome: IngressAnswer["outcome"], key?: Buffer) =>
    onAnswered?.({
      kind,
      key,
      topic: request.headers["x-shopify-topic"],
      outcome,
      seconds: (performance.now() - startedAt) / 1_000,
    });
  try {
    const received = await receiving;
    if (received.note)
      noteUnder(requestNotes, requestIdIn(request), received.note);
    sendAnswer(request, response, received);
    noteAs(outcomeOf(received), received.key);
  } catch (err) {
    noteAs(outcomeOfFailure(err));
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
