import { checkCall, type Call, type Fields } from "./check-call.ts";
import { startPlaying } from "./player.ts";
import { wireItems } from "./wire.ts";
import {
  scenarioFor,
  trackingKey,
  type Tracking,
  type World,
} from "./world.ts";

export type Reply = { code: number; message: string; data?: unknown };

const messages: Record<number, string> = {
  101: "Request method error.",
  102: "Request header error.",
  103: "JSON error.",
  104: "Signature error.",
  105: "Parameter error.",
  106: "Refused for security reasons.",
  200: "OK",
  401: "Quota exceeded.",
  404: "API-Key error.",
  405: "carrier_id is invalid.",
  406: "Carrier not detected.",
  500: "Server error.",
  60101: "No result.",
  60201: "Tracking already exists.",
};

export const replyOf = (code: number): Reply => ({
  code,
  message: messages[code] ?? "Error.",
});

export function answerCall(world: World, call: Call): Reply {
  const checked = checkCall(world, call);
  if ("code" in checked) return replyOf(checked.code);
  switch (call.endpoint) {
    case "create":
      return create(world, checked.account, checked.fields);
    case "realtime":
      return realtime(world, checked.account, checked.fields);
    case "detect":
      return detect(world, checked.fields);
    case "other":
      return replyOf(101);
  }
}

function create(world: World, account: number, fields: Fields): Reply {
  const { carrierId, number } = identityOf(fields);
  const key = trackingKey(account, carrierId, number);
  if (world.trackings.has(key)) return replyOf(60201);
  const owner = world.accounts[account];
  if (owner?.quota !== undefined) {
    if (owner.quota <= 0) return replyOf(401);
    owner.quota -= 1;
  }
  addTracking(world, {
    account,
    carrierId,
    number,
    webhookUrl: String(fields.webhook_url),
    areaShow: fields.area_show === 1,
    ascending: fields.order === "asc",
  });
  world.journal.noteAccepted({ account, carrierId, number });
  return replyOf(200);
}

type NewTracking = Pick<
  Tracking,
  "account" | "carrierId" | "number" | "webhookUrl" | "areaShow" | "ascending"
>;

export function addTracking(world: World, made: NewTracking): Tracking {
  const tracking: Tracking = {
    ...made,
    scans: [],
    statusCode: null,
    clockMs: Date.now(),
    sent: [],
    scenario: null,
    stepsPlayed: 0,
  };
  const { account, carrierId, number } = made;
  world.trackings.set(trackingKey(account, carrierId, number), tracking);
  const scenario = scenarioFor(world, number);
  if (scenario) startPlaying(world, tracking, scenario);
  return tracking;
}

/** What is known of the parcel, whichever account has it tracked. */
function realtime(world: World, account: number, fields: Fields): Reply {
  const { carrierId, number } = identityOf(fields);
  const own = world.trackings.get(trackingKey(account, carrierId, number));
  const others = [...world.trackings.values()].filter(
    (one) => one.carrierId === carrierId && one.number === number,
  );
  const tracking = own ?? others[0];
  if (!tracking || tracking.scans.length === 0) return replyOf(60101);
  const view = {
    ...tracking,
    areaShow: fields.area_show === 1,
    ascending: fields.order === "asc",
  };
  return {
    ...replyOf(200),
    data: {
      carrier_id: carrierId,
      tracking_number: number,
      order_status_code: Number(tracking.statusCode ?? 0),
      items: wireItems(view),
    },
  };
}

function detect(world: World, fields: Fields): Reply {
  const number = String(fields.tracking_number);
  const [rule] = world.detectRules
    .filter(({ prefix }) => number.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  if (!rule || rule.carrierIds.length === 0) return replyOf(406);
  const data = rule.carrierIds.map((id) => ({
    carrier_id: id,
    carrier_name: world.carrierNames.get(id) ?? id,
  }));
  return { ...replyOf(200), data };
}

const identityOf = (fields: Fields) => ({
  carrierId: String(fields.carrier_id),
  number: String(fields.tracking_number),
});
