import { parseArgs } from "node:util";
import { ordinaryDelivery } from "./keydelivery/scenarios.ts";
import { shipParcels } from "./parcels.ts";
import { succeeded, summarise, table } from "./report.ts";
import { ownAccount, startSandbox, type Sandbox } from "./start-sandbox.ts";
import { tellStories } from "./stories.ts";
import { watchParcels, withDatabase } from "./watch-parcels.ts";

// `npm run sandbox`: the whole product against both simulators. See README.md.

const { values: flags } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    port: { type: "string" },
    // For prepare-checkout.mjs, which runs first in `npm run dev`.
    build: { type: "boolean" },
  },
});

// With --json only the result goes to stdout.
const say = (text: string) =>
  (flags.json ? process.stderr : process.stdout).write(`${text}\n`);

/** The admin page's "Ship an order": one more ordinary parcel. */
function shipOnDemand({ shopify, keydelivery, shop }: Sandbox) {
  let next = 1;
  keydelivery.playScenario("DEMO*", {
    ...ordinaryDelivery,
    steps: ordinaryDelivery.steps.map((step) => ({ ...step, afterMs: 4_000 })),
  });
  shopify.setContactAccess("given");
  shopify.shipWith(() => {
    const number = `DEMO${String(next++).padStart(6, "0")}`;
    shopify.fulfill(shopify.createOrder(shop, buyer), {
      trackingCompany: "UPS",
      trackingNumbers: [number],
    });
  });
}

/** Whose orders "Ship an order" ships: shoppers can look them up by it, once the settings say so. */
const buyer = {
  email: "jo@example.com",
  postcode: "M5V 2T6",
  customerId: "7",
};

function stay(sandbox: Sandbox): Promise<void> {
  say(`\nThe simulated admin with the app in it: ${sandbox.adminUrl}`);
  say(
    `The shop's storefront, where shoppers track: ${sandbox.storefront.url}/pages/track`,
  );
  say(
    `Orders that the admin ships are of ${buyer.email}, ${buyer.postcode}: settings let shoppers track by that, too`,
  );
  say(
    `A KeyDelivery account to connect: key ${ownAccount.apiKey}, secret ${ownAccount.apiSecret}`,
  );
  say("Ctrl-C ends it.");
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

async function run(): Promise<boolean> {
  say("Starting the simulators, the app and its database …");
  const sandbox = await startSandbox({
    port: flags.port ? Number(flags.port) : undefined,
  });
  try {
    shipOnDemand(sandbox);
    const parcels = await shipParcels(sandbox);
    say(
      `Shipped ${parcels.length} parcels; KeyDelivery plays them on a fast clock …\n`,
    );
    const ofStories = withDatabase(sandbox, (db) => tellStories(sandbox, db));
    const watched = [
      ...(await watchParcels(sandbox, parcels, 90_000)),
      ...(await watchParcels(sandbox, await ofStories, 60_000)),
    ];
    await sandbox.shopify.webhooks.settled();
    await sandbox.keydelivery.settled();
    const summary = summarise(sandbox, watched);
    say(table(watched));
    say(
      `\n${summary.parcels} parcels, ${summary.accepted} accepted by KeyDelivery in ${summary.createCalls} create calls ` +
        `(${summary.repeatedForNothing} for nothing), ${summary.events} scans, ${summary.delivered} delivered, ${summary.lost} lost`,
    );
    if (!flags.once) await stay(sandbox);
    if (flags.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    if (!succeeded(summary))
      say(`\nWhat the app logged:\n${sandbox.app.log().slice(-8_000)}`);
    return succeeded(summary);
  } finally {
    await sandbox.close();
  }
}

process.exitCode = (await run()) ? 0 : 1;
