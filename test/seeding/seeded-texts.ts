import { orderKeyOf } from "#app/domain/order-key.ts";
import type { ShipmentStatus } from "#app/domain/shipment-status.ts";

/** The words of a seeded parcel: ordinary ones, or what breaks a layout. */
export type SeededTexts = {
  orderName: string;
  number: string;
  company: string;
  city: string;
  country: { code: string; name: string };
  contexts: string[];
};

export const carriers = [
  { id: "ups", company: "UPS", prefix: "1Z" },
  { id: "usps", company: "USPS", prefix: "94001" },
  { id: "fedex", company: "FedEx", prefix: "7712" },
  { id: "dhlen", company: "DHL Express", prefix: "JD01" },
  { id: "gls", company: "GLS", prefix: "48" },
  { id: "dhl_de", company: "Deutsche Post", prefix: "00340" },
];

const countries = [
  { code: "US", name: "United States", city: "Portland" },
  { code: "DE", name: "Germany", city: "Leipzig" },
  { code: "GB", name: "United Kingdom", city: "Leeds" },
  { code: "FR", name: "France", city: "Lyon" },
  { code: "CA", name: "Canada", city: "Toronto" },
  { code: "JP", name: "Japan", city: "Osaka" },
  { code: "IL", name: "Israel", city: "Haifa" },
];

const way = [
  "Shipping information received",
  "Picked up by the carrier",
  "Arrived at the sorting center",
  "Departed from the sorting center",
];

/** What carriers write at the end of it, where that is more than another step of the way. */
const lastContexts: Partial<Record<ShipmentStatus, string>> = {
  customs: "Held by customs",
  out_for_delivery: "Out for delivery",
  ready_for_pickup: "Ready for pickup at the parcel shop",
  attempt_failed: "Delivery attempted, nobody was there",
  delayed: "Delayed by the weather",
  exception: "Damaged, the sender is being asked",
  delivered: "Delivered, signed by the customer",
  returning: "Refused, on its way back to the sender",
  returned: "Handed back to the sender",
};

/** What carriers wrote of a parcel up to a status. */
export const wayTo = (status: ShipmentStatus) => {
  const last = lastContexts[status];
  if (last) return [...way, last];
  return way.slice(
    0,
    status === "info_received" ? 1 : status === "accepted" ? 2 : 4,
  );
};

const oneWord = (length: number) => "W0RD".repeat(length / 4);
const longSentence =
  "The parcel could not be handed over because the address is not complete and nobody was there. ".repeat(
    4,
  );

const extremes: Omit<SeededTexts, "orderName" | "number" | "country">[] = [
  {
    company: "شركة الشحن السريع والتوصيل إلى جميع أنحاء العالم",
    city: "الرياض، حي الملك عبد العزيز",
    contexts: ["تم تسليم الطرد إلى العميل (3 قطع)", longSentence],
  },
  {
    company: "חברת המשלוחים המהירים של ירושלים (בע״מ) 24/7",
    city: "ירושלים",
    contexts: ["החבילה נמסרה: 12 ק״ג, UPS Access Point", oneWord(400)],
  },
  {
    company: `${oneWord(80)} International`,
    city: oneWord(120),
    contexts: [oneWord(200), `Z${"\u0336\u0322\u0341".repeat(30)} stacked`],
  },
  {
    company: "Donaudampfschifffahrtsgesellschaft ".repeat(4).trim(),
    city: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    contexts: [longSentence, "‏مختلط mixed עברית 日本語 text‎"],
  },
];

type Place = {
  index: number;
  order: number;
  prefix: string;
  status: ShipmentStatus;
};

export function plainTexts({
  index,
  order,
  prefix,
  status,
}: Place): SeededTexts {
  const { city, ...country } = countries[index % countries.length]!;
  const carrier = carriers[index % carriers.length]!;
  return {
    orderName: `#${1001 + order}`,
    number: `${carrier.prefix}${prefix}${String(index).padStart(6, "0")}`,
    company: carrier.company,
    city,
    country,
    contexts: wayTo(status),
  };
}

export function extremeTexts(place: Place): SeededTexts {
  const plain = plainTexts(place);
  const orderName = `#GROSSHANDELSBESTELLUNG-${orderKeyOf(plain.orderName)}-طلب-הזמנה-${oneWord(24)}`;
  return {
    ...plain,
    ...extremes[place.index % extremes.length]!,
    orderName,
    number: `${plain.number}${oneWord(48)}`,
  };
}
