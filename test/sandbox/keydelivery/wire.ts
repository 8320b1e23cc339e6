import { lookUpStatus } from "#app/keydelivery/index.ts";
import type { PushStep } from "./scenario.ts";
import type { TimedScan, Tracking } from "./world.ts";

/** Items as KeyDelivery writes them: the newest first, codes as strings or numbers, "null" for null. */
export function wireItems(tracking: Tracking): object[] {
  const items = tracking.scans.map((scan, index) =>
    tracking.areaShow
      ? { ...plainItem(scan), ...areaFields(scan, index % 2 === 0) }
      : plainItem(scan),
  );
  return tracking.ascending ? items : items.reverse();
}

const plainItem = ({ context, at }: TimedScan) => ({
  context,
  time: new Date(at).toISOString().slice(0, 19).replace("T", " "),
});

function areaFields({ code, area, location }: TimedScan, asText: boolean) {
  const nothing = asText ? "null" : null;
  return {
    ...(code !== undefined && {
      order_status_code: asText ? code : Number(code),
      order_status_description: lookUpStatus(code).label,
    }),
    area_name: area ?? nothing,
    location: location ?? nothing,
  };
}

export function pushBody(tracking: Tracking, step: PushStep): string {
  const { statusCode } = tracking;
  const headline = step.statusCode === undefined ? statusCode : step.statusCode;
  return JSON.stringify({
    event: step.event ?? "tracking update",
    message: step.message ?? "",
    carrier_id: tracking.carrierId,
    tracking_number: tracking.number,
    signer: headline?.startsWith("3") ? 1 : 0,
    ...(headline !== null && { order_status_code: Number(headline) }),
    items: wireItems(tracking),
  });
}
