import { orderKeyOf } from "#app/domain/order-key.ts";

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
  { id: "ups", company: "UPS" },
  { id: "usps", company: "USPS" },
  { id: "fedex", company: "FedEx" },
  { id: "dhlen", company: "DHL Express" },
  { id: "gls", company: "GLS" },
  { id: "dhl_de", company: "Deutsche Post" },
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

const contexts = [
  "Shipping information received",
  "Picked up by the carrier",
  "Arrived at the sorting center",
  "Departed from the sorting center",
  "Out for delivery",
  "Delivered, signed by the customer",
];

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

export function plainTexts(index: number, prefix: string): SeededTexts {
  const { city, ...country } = countries[index % countries.length]!;
  return {
    orderName: `#${1001 + Math.floor(index / 3)}`,
    number: `${prefix}${String(index).padStart(8, "0")}`,
    company: carriers[index % carriers.length]!.company,
    city,
    country,
    contexts,
  };
}

export function extremeTexts(index: number, prefix: string): SeededTexts {
  const plain = plainTexts(index, prefix);
  const order = `#GROSSHANDELSBESTELLUNG-${orderKeyOf(plain.orderName)}-طلب-הזמנה-${oneWord(24)}`;
  return {
    ...plain,
    ...extremes[index % extremes.length]!,
    orderName: order,
    number: `${plain.number}${oneWord(48)}`,
  };
}
