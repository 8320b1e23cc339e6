import { randomBytes } from "node:crypto";

export type SimulatedAddress = {
  city: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string | null;
  countryCode: string | null;
};

export type SimulatedOrigin = {
  provinceCode: string | null;
  countryCode: string;
};

export type SimulatedEvent = {
  id: string;
  status: string;
  /** Whole seconds, with Z. */
  happenedAt: string;
  message: string | null;
};

export type SimulatedFulfillment = {
  id: string;
  order: SimulatedOrder;
  name: string;
  status: string;
  createdAt: Date;
  updatedAt: Date;
  trackingCompany: string | null;
  trackingNumbers: string[];
  trackingUrls: string[];
  origin: SimulatedOrigin | null;
  events: SimulatedEvent[];
  readonly displayStatus: string;
};

export type SimulatedOrder = {
  /** As text: ids grow beyond 2^53. */
  id: string;
  name: string;
  shop: SimulatedShop;
  destination: SimulatedAddress | null;
  /** Of the shipping address; shown to an app that is approved for it. */
  phone: string | null;
  postcode: string | null;
  /** Who it goes to, and the first line of the address: in webhooks whose fields are not cut. */
  recipient: string | null;
  street: string | null;
  /** Of the buyer, and who that is in the shop; null for a guest. */
  email: string | null;
  customerId: string | null;
  tags: string[];
  /** More remains to be shipped, whatever was. */
  shipsInParts: boolean;
  createdAt: Date;
  updatedAt: Date;
  fulfillments: SimulatedFulfillment[];
};

export type AccessToken = { token: string; expiresAt: number; scope: string };
export type RefreshToken = {
  token: string;
  expiresAt: number;
  /** Set once it was used; it dies when what it was exchanged for is used. */
  replacedBy?: string;
};

export type SimulatedShop = {
  domain: string;
  handle: string;
  id: number;
  timeZone: string;
  scopes: string[];
  isInstalled: boolean;
  accessTokens: AccessToken[];
  refreshTokens: RefreshToken[];
  orders: SimulatedOrder[];
};

export const newToken = (prefix: string) =>
  `${prefix}_${randomBytes(16).toString("hex")}`;

/** Ids as long as Shopify's. */
export function createIds(start: bigint) {
  let next = start;
  return () => String(next++);
}

export const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`;
