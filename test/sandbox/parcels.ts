import type { ShownKey } from "#app/features/shipments/shown-state.ts";
import * as faults from "./keydelivery/faults.ts";
import type { Scenario } from "./keydelivery/scenario.ts";
import * as play from "./keydelivery/scenarios.ts";
import type { Sandbox } from "./start-sandbox.ts";

/** One tracking number of one fulfillment, and how it has to end. */
export type Parcel = {
  scenario: string;
  order: string;
  number: string;
  expected: ShownKey;
};

type Shipped = { company: string | null; numbers: string[]; orderId?: string };

/** Ships everything of the demonstration, and says how each parcel has to end. */
export async function shipParcels(sandbox: Sandbox): Promise<Parcel[]> {
  const parcels: Parcel[] = [];
  const ship = (scenario: string, expected: ShownKey, shipped: Shipped) => {
    const order = sandbox.shopify.createOrder(sandbox.shop, {
      id: shipped.orderId,
    });
    sandbox.shopify.fulfill(order, {
      trackingCompany: shipped.company,
      trackingNumbers: shipped.numbers,
      trackingUrls: shipped.numbers.map(
        (number) =>
          `https://carrier.example/track?n=${encodeURIComponent(number)}`,
      ),
    });
    for (const raw of shipped.numbers.length > 0 ? shipped.numbers : [""])
      parcels.push({
        scenario,
        order: order.name,
        number: raw.replace(/\s/g, "").toUpperCase(),
        expected,
      });
  };
  const played = (
    scenario: Scenario,
    company: string,
    ...numbers: string[]
  ) => {
    for (const number of numbers) {
      sandbox.keydelivery.playScenario(number, scenario);
      ship(scenario.name, scenario.expected, { company, numbers: [number] });
    }
  };
  await shipElsewhere(sandbox, ship);
  played(
    play.ordinaryDelivery,
    "UPS",
    "1Z999AA10123456784",
    "1Z999AA10123456785",
    "1Z999AA10123456786",
  );
  played(play.ordinaryDelivery, "DHL Express", "9926933413");
  played(play.customs, "USPS", "LY811679807CN", "LY811679808CN");
  played(play.failedAttempt, "FedEx", "771234567890", "771234567891");
  played(
    play.outOfOrder,
    "Canada Post",
    "7023210000000001",
    "7023210000000002",
  );
  sandbox.shopify.webhooks.habits.duplicate = true;
  played(play.duplicated, "UPS", "1Z999AA10199999991", "1Z999AA10199999992");
  sandbox.shopify.webhooks.habits.duplicate = false;
  played(play.returned, "DHL Express", "8247502336", "8247502337");
  played(play.expired, "Purolator", "PIN000000001");
  played(play.neverSeen, "Purolator", "PIN000000002");
  played(play.exception, "FedEx", "771234567892");
  played(play.pickupPoint, "Australia Post", "33ABC0000001");
  played(play.mailbox, "USPS", "9400100000000000000001");
  played(play.longHistory, "China Post", "RB000000001CN");
  shipSpecials(sandbox, ship);
  return parcels;
}

type Ship = (scenario: string, expected: ShownKey, shipped: Shipped) => void;

// Other software asked KeyDelivery for it before: a create answers 60201, and no push ever comes.
async function shipElsewhere({ keydelivery }: Sandbox, ship: Ship) {
  const number = "1Z999AA10177777771";
  keydelivery.playScenario(number, play.ordinaryDelivery);
  keydelivery.seedElsewhere({ carrierId: "ups", number });
  await keydelivery.settled();
  ship("made elsewhere before, no push comes", "delivered", {
    company: "UPS",
    numbers: [number],
  });
}

function shipSpecials({ keydelivery }: Sandbox, ship: Ship) {
  const several = ["SEV0000001", "SEV0000002", "SEV0000003"];
  for (const number of several)
    keydelivery.playScenario(number, play.ordinaryDelivery);
  ship("several numbers on one fulfillment", "delivered", {
    company: "UPS",
    numbers: several,
  });
  keydelivery.playScenario("TWICE0000001", play.ordinaryDelivery);
  for (let order = 0; order < 2; order++)
    ship("one number on two orders", "delivered", {
      company: "UPS",
      numbers: ["TWICE0000001"],
    });
  keydelivery.playScenario("UNK*", play.ordinaryDelivery);
  for (const number of ["UNK0000001", "UNK0000002"])
    ship("unknown carrier, mended by the merchant", "delivered", {
      company: "My cousin's van",
      numbers: [number],
    });
  ship("unknown carrier, nobody mends it", "needs_carrier", {
    company: "Somebody",
    numbers: ["NOBODY0001"],
  });
  ship("no tracking number", "no_number", { company: null, numbers: [] });
  keydelivery.playScenario("PADDED0000001", play.ordinaryDelivery);
  ship("blank around and inside the number", "delivered", {
    company: "UPS",
    numbers: ["  padded 0000 001 "],
  });
  keydelivery.playScenario("BIGID0000001", play.ordinaryDelivery);
  ship("order id beyond 2^53", "delivered", {
    company: "UPS",
    numbers: ["BIGID0000001"],
    orderId: "99007199254740993777",
  });
  const trouble = {
    TROUBLE01: faults.serverError,
    TROUBLE02: faults.htmlPage,
    TROUBLE03: faults.cut,
    TROUBLE04: faults.acceptAndCut,
  };
  for (const [number, fault] of Object.entries(trouble)) {
    keydelivery.playScenario(number, play.ordinaryDelivery);
    keydelivery.failNext(fault, { number, endpoint: "create" });
    ship("trouble on the way to KeyDelivery", "delivered", {
      company: "UPS",
      numbers: [number],
    });
  }
}
