import type autocannon from "autocannon";
import { fingerprintOf } from "#app/features/accounts/account-fingerprint.ts";
import {
  createCallbackTokens,
  type CallbackTokens,
} from "#app/platform/callback-tokens.server.ts";

export const benchAccount = { apiKey: "BENCHKEY", apiSecret: "BENCHSECRET" };
export const benchCarrier = "ups";
export const numberOf = (n: number) => `1ZPUSH${n}`;

export type CallbackKey = { id: number; hex: string };

export const tokensOf = ({ id, hex }: CallbackKey) =>
  createCallbackTokens(new Map([[id, Buffer.from(hex, "hex")]]));

/** What KeyDelivery's URL for the n-th parcel stands for. */
export const refOf = (tokens: CallbackTokens, n: number) =>
  tokens.refOf({
    fingerprint: fingerprintOf(benchAccount.apiKey),
    carrierId: benchCarrier,
    number: numberOf(n),
  });

export type TokenPushes = {
  /** The number of the first parcel. */
  from: number;
  count: number;
  /** Scans in each push, none of them known before. */
  events: number;
  callbackKey: CallbackKey;
};

/** Pushes as KeyDelivery sends them, each another parcel's. */
export function tokenPushes(asked: TokenPushes): autocannon.Request[] {
  const tokens = tokensOf(asked.callbackKey);
  return Array.from({ length: asked.count }, (_, index) => {
    const n = asked.from + index;
    const token = tokens.tokenOf(refOf(tokens, n));
    return {
      method: "POST",
      path: `/callbacks/keydelivery/${token}`,
      body: bodyOf(n, asked.events),
      headers: { "content-type": "application/json" },
    };
  });
}

const last = [
  { code: 301, label: "Sign by customer", status: "delivered" },
  { code: 1002, label: "In transit", status: "in_transit" },
  { code: 2, label: "Exception", status: "exception" },
  { code: 5, label: "Out for delivery", status: "out_for_delivery" },
] as const;
const lastOf = (n: number) => last[n % last.length] ?? last[0];

/** What the n-th parcel must be after its push. */
export const statusOf = (n: number) => lastOf(n).status;

function bodyOf(n: number, events: number) {
  const { code, label } = lastOf(n);
  const items = Array.from({ length: events }, (_, at) => ({
    context: `Parcel ${n} was scanned at the sort facility in Secaucus, NJ, US, for the ${at + 1}th time`,
    time: timeOf(at),
    order_status_code: at === events - 1 ? code : 1002,
    order_status_description: at === events - 1 ? label : "In transit",
    area_name: "Secaucus, NJ, US",
    location: "40.7895,-74.0565",
  }));
  return JSON.stringify({
    event: "tracking update",
    message: "",
    carrier_id: benchCarrier,
    tracking_number: numberOf(n),
    signer: 0,
    order_status_code: code,
    items: items.reverse(),
  });
}

const timeOf = (at: number) =>
  new Date(Date.UTC(2026, 10, 20) + at * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
