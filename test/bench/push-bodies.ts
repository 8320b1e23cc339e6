/** A push as KeyDelivery sends it: a parcel that ships to Toronto, its newest scan first. */
export function pushBody(number: string, scans: number): string {
  const items = Array.from({ length: scans }, (_, at) => ({
    context: `Scanned at hub ${at + 1}`,
    time: `2026-11-24 ${String(8 + Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}:00`,
    order_status_code: "0",
    order_status_description: "In transit",
    area_name: "Ontario, Canada",
    location: "null",
  }));
  return JSON.stringify({
    event: "tracking update",
    message: "",
    carrier_id: "ups",
    tracking_number: number,
    signer: 0,
    order_status_code: 0,
    items: items.reverse(),
  });
}
