import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Endpoint } from "./journal.ts";
import type { World } from "./world.ts";

export type Call = {
  endpoint: Endpoint;
  method: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type Fields = Record<string, unknown>;

/** The account and fields of a call that KeyDelivery would take, else the code that it answers. */
export function checkCall(
  world: World,
  call: Call,
): { account: number; fields: Fields } | { code: number } {
  if (call.method !== "POST") return { code: 101 };
  const contentType = call.headers["content-type"] ?? "";
  if (!/^application\/json(\s*;|$)/i.test(contentType)) return { code: 102 };
  const account = accountOf(world, call);
  const known = account === null ? undefined : world.accounts[account];
  if (account === null || !known) return { code: 404 };
  // Over the bytes as they came: key order and spaces are the caller's.
  const signature = createHash("md5")
    .update(call.body)
    .update(known.apiKey + known.apiSecret)
    .digest("hex")
    .toUpperCase();
  if (call.headers.signature !== signature) return { code: 104 };
  const fields = readFields(call.body);
  if (!fields) return { code: 103 };
  const code = checkFields(world, call.endpoint, fields);
  return code === null ? { account, fields } : { code };
}

export function accountOf(world: World, { headers }: Call): number | null {
  const found = world.accounts.findIndex(
    ({ apiKey }) => apiKey === headers["api-key"],
  );
  return found === -1 ? null : found;
}

export function readFields(body: Buffer): Fields | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? (json as Fields)
      : null;
  } catch {
    return null;
  }
}

function checkFields(world: World, endpoint: Endpoint, fields: Fields) {
  if (!isText(fields.tracking_number)) return 105;
  if (endpoint === "detect") return null;
  const wellFormed =
    isText(fields.carrier_id) &&
    (fields.phone === undefined || isPhone(fields.phone)) &&
    [fields.ship_from, fields.ship_to].every(
      (field) => field === undefined || typeof field === "string",
    ) &&
    [undefined, 0, 1].some((value) => value === fields.area_show) &&
    [undefined, "asc", "desc"].some((value) => value === fields.order) &&
    (endpoint !== "create" || isWebUrl(fields.webhook_url));
  if (!wellFormed) return 105;
  return world.carrierNames.has(String(fields.carrier_id)) ? null : 405;
}

const isText = (value: unknown) =>
  typeof value === "string" && value.trim() !== "";

// Nobody knows what KeyDelivery takes for one: blanks around, letters and whole sentences are surely a mistake.
const isPhone = (value: unknown) =>
  typeof value === "string" && /^[+(\d][\d ()./-]{3,28}\d$/.test(value);

function isWebUrl(value: unknown) {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  return ["http:", "https:"].includes(new URL(value).protocol);
}
