import { planted } from "./hostile.ts";

/** fulfillments/create as Shopify sends it, before its fields are cut. */
export const fulfillmentBody = {
  id: 5100200300401,
  order_id: 6200300400501,
  status: "success",
  created_at: "2026-11-20T09:14:03-05:00",
  service: "manual",
  updated_at: "2026-11-20T09:14:03-05:00",
  tracking_company: "DHL Express",
  shipment_status: null,
  location_id: 77001122334,
  origin_address: { province_code: "BC", country_code: "CA" },
  email: `${planted}@example.com`,
  destination: {
    ...{ first_name: planted, last_name: "Example", name: "Ada Example" },
    ...{ address1: `1 ${planted} Way`, city: "Toronto", zip: "M5V 2T6" },
    ...{ province: "Ontario", province_code: "ON", country: "Canada" },
    ...{ country_code: "CA", phone: "+14165550100", latitude: 43.64 },
  },
  line_items: [{ id: 15000200030001, title: "Canvas tote", quantity: 2 }],
  tracking_number: "9926933413",
  tracking_numbers: ["9926933413", "8247502336"],
  tracking_url: "https://www.dhl.com/track?id=9926933413",
  tracking_urls: ["https://www.dhl.com/track?id=9926933413", null],
  receipt: {},
  name: "#1001.1",
  admin_graphql_api_id: "gid://shopify/Fulfillment/5100200300401",
};

const customer = {
  id: 191167,
  email: `${planted}@example.com`,
  phone: "555-625-1199",
};

/** A valid body of each other topic. */
export const lifecycleBodies = {
  "orders/delete": { id: 6200300400501 },
  "app/uninstalled": { id: 1, name: planted, domain: "one.example.com" },
  "app/scopes_update": {
    ...{ id: 1, previous: ["read_orders"], updated_at: "2026-11-20T09:14:03Z" },
    current: ["read_fulfillments", "read_orders"],
  },
  "customers/data_request": {
    ...{ shop_id: 1, orders_requested: [6200300400501, "9007199254740993"] },
    ...{ customer, data_request: { id: 9999 } },
  },
  "customers/redact": {
    ...{ shop_id: 1, customer, orders_to_redact: [6200300400501] },
  },
  "shop/redact": { shop_id: 1 },
};

const items = [
  {
    context: `With delivery courier, signed by ${planted}`,
    time: "2026-11-22 08:47:02",
    order_status_code: "5",
    order_status_description: "Out for delivery",
    area_name: "null",
    location: "null",
  },
  {
    context: "Shipment picked up",
    time: "2026-11-20 18:02:11",
    order_status_code: 1,
    order_status_description: "Accepted",
    area_name: null,
    location: "Leipzig",
  },
];

/** A push of KeyDelivery's. */
export const pushBody = {
  event: "tracking update",
  message: "",
  carrier_id: "dhlen",
  tracking_number: "9926933413",
  signer: 0,
  order_status_code: 5,
  items,
};

export const expiredPush = {
  ...pushBody,
  event: "expired",
  message: "No status update for 60 days",
  items: [],
};

/** KeyDelivery's answers. */
export const answers = {
  created: { code: 200, message: "OK", data: {} },
  exists: { code: "60201", message: `exists ${planted}`, data: null },
  nothingYet: { code: 60101, message: "no data", data: null },
  realtime: {
    ...{ code: 200, message: "OK" },
    data: {
      ...{ carrier_id: "dhlen", tracking_number: "9926933413" },
      ...{ order_status_code: 3, items },
    },
  },
  detected: {
    ...{ code: 200, message: "OK" },
    data: [
      { carrier_id: "dhlen", carrier_name: "DHL Express" },
      { carrier_id: "ups", carrier_name: "UPS" },
    ],
  },
  refused: { code: 405, message: `unknown carrier ${planted}`, data: null },
};

export const orderNode = {
  id: "gid://shopify/Order/6200300400501",
  legacyResourceId: "6200300400501",
  name: "#1001",
  updatedAt: "2026-11-20T14:14:03Z",
  tags: ["wholesale", planted],
  shippingAddress: { city: "Toronto", province: "Ontario", country: "Canada" },
  fulfillments: [
    {
      id: "gid://shopify/Fulfillment/5100200300401",
      legacyResourceId: "5100200300401",
      name: "#1001-F1",
      status: "SUCCESS",
      displayStatus: "IN_TRANSIT",
      createdAt: "2026-11-20T14:14:03Z",
      updatedAt: "2026-11-20T14:14:03Z",
      originAddress: { provinceCode: "BC", countryCode: "CA" },
      trackingInfo: [
        { company: "UPS", number: "1Z999AA10123456784", url: null },
        { company: null, number: null, url: "https://example.com" },
      ],
    },
  ],
};
