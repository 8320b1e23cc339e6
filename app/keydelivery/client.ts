import { readAnswer, readData, type Answer } from "./answers.ts";
import { refusal } from "./refusals.ts";
import {
  detectDataSchema,
  realtimeDataSchema,
  type DetectedCarrier,
  type TrackingItem,
} from "./schemas.ts";
import { send, type Credentials, type SendOptions } from "./send.ts";

export type RealtimeRequest = {
  carrierId: string;
  trackingNumber: string;
  /** The sender's or recipient's; some carriers want it. */
  phone?: string;
  /** A city, "Toronto, Canada". */
  shipFrom?: string;
  shipTo?: string;
};

export type CreateTrackingRequest = RealtimeRequest & { webhookUrl: string };

export type CreateTrackingOutcome =
  | { outcome: "created" }
  /** Made before, by us or by others; the first webhook URL is the one that is called. */
  | { outcome: "exists" };

export type RealtimeOutcome =
  | {
      outcome: "found";
      carrierId: string | null;
      number: string | null;
      statusCode: string | null;
      items: TrackingItem[];
      skippedItems: number;
    }
  | { outcome: "nothing_yet" };

type CallOptions = { signal?: AbortSignal };

/** Stands around each call, which is named by its path: `run` makes it, and ends as it ended. */
export type WatchCall = <T extends { code: string }>(
  call: string,
  run: () => Promise<T>,
) => Promise<T>;

export type KeyDeliveryClient = ReturnType<typeof createKeyDeliveryClient>;

/** Every method throws only KeyDeliveryError. None repeats a call by itself. */
export function createKeyDeliveryClient(
  options: Pick<SendOptions, "baseUrl" | "fetch"> & {
    /** Connect and whole answer together. */
    timeoutMs?: number;
    maxAnswerBytes?: number;
    watch?: WatchCall;
  },
) {
  const { timeoutMs = 15_000, maxAnswerBytes = 16 * 1024 * 1024 } = options;
  const baseUrl = new URL(options.baseUrl).href.replace(/\/+$/, "");
  const watch: WatchCall = options.watch ?? ((_call, run) => run());
  const settings = { fetch: options.fetch, baseUrl, timeoutMs, maxAnswerBytes };
  const call: Call = (path, credentials, payload, { signal }) =>
    watch(path, async () =>
      readAnswer(await send(settings, path, credentials, payload, signal)),
    );
  return {
    createTracking: (
      credentials: Credentials,
      request: CreateTrackingRequest,
      callOptions: CallOptions = {},
    ) => createTracking(call, credentials, request, callOptions),
    queryRealtime: (
      credentials: Credentials,
      request: RealtimeRequest,
      callOptions: CallOptions = {},
    ) => queryRealtime(call, credentials, request, callOptions),
    /** The carriers that a number may belong to: possible, not certain; the likeliest first. */
    detectCarriers: (
      credentials: Credentials,
      trackingNumber: string,
      callOptions: CallOptions = {},
    ) => detectCarriers(call, credentials, trackingNumber, callOptions),
  };
}

type Call = (
  path: string,
  credentials: Credentials,
  payload: Record<string, unknown>,
  options: CallOptions,
) => Promise<Answer>;

async function createTracking(
  call: Call,
  credentials: Credentials,
  request: CreateTrackingRequest,
  options: CallOptions,
): Promise<CreateTrackingOutcome> {
  const payload = {
    ...trackingBody(request),
    webhook_url: request.webhookUrl,
  };
  const answer = await call("/tracking/create", credentials, payload, options);
  if (answer.code === "200") return { outcome: "created" };
  if (answer.code === "60201") return { outcome: "exists" };
  throw refusal(answer.code, answer.head);
}

async function queryRealtime(
  call: Call,
  credentials: Credentials,
  request: RealtimeRequest,
  options: CallOptions,
): Promise<RealtimeOutcome> {
  const payload = trackingBody(request);
  const answer = await call(
    "/tracking/realtime",
    credentials,
    payload,
    options,
  );
  if (answer.code === "60101") return { outcome: "nothing_yet" };
  if (answer.code !== "200") throw refusal(answer.code, answer.head);
  return { outcome: "found", ...readData(realtimeDataSchema, answer) };
}

async function detectCarriers(
  call: Call,
  credentials: Credentials,
  trackingNumber: string,
  options: CallOptions,
): Promise<DetectedCarrier[]> {
  const payload = { tracking_number: trackingNumber };
  const answer = await call("/carriers/detect", credentials, payload, options);
  if (answer.code === "406") return [];
  if (answer.code !== "200") throw refusal(answer.code, answer.head);
  return readData(detectDataSchema, answer);
}

/** Empty fields are left out. */
function trackingBody(request: RealtimeRequest) {
  return {
    carrier_id: request.carrierId,
    tracking_number: request.trackingNumber,
    phone: request.phone || undefined,
    ship_from: request.shipFrom || undefined,
    ship_to: request.shipTo || undefined,
    area_show: 1,
    order: "desc",
  };
}
