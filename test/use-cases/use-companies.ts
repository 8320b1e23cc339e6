import type { z } from "zod";
import type { trackWaitingShipments as job } from "#app/jobs/definitions.ts";
import { mapCompany } from "#app/use-cases/change-mapping.server.ts";
import { chooseShipmentCarrier } from "#app/use-cases/shipment-actions.server.ts";
import { trackWaitingShipments } from "#app/worker/track-waiting-shipments.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, otherDomain, useCore } from "#test/worker/use-core.ts";

export const actor = "staff:1";
const company = "Van & Co";
export const companyKey = "vanco";

/** Parcels of companies, and what a mapping does to them. */
export function useCompanies() {
  const core = useCore();
  const { database, deliver, drain, detect, shipments, enqueued } = core;

  const ship = (
    number: string,
    tracking_company: string | null = company,
    shop?: string,
  ) =>
    deliver(
      "fulfillments/create",
      fulfillment({ tracking_company, tracking_numbers: [number] }),
      shop,
    );
  const one = async (number: string) =>
    (await shipments()).find((shipment) => shipment.number === number)!;
  const change = async (number: string, data: object) =>
    database.db.shipment.update({
      where: { id: (await one(number)).id },
      data,
    });
  const lookUp = async (number: string) => {
    await ship(number);
    await detect((await one(number)).id);
  };
  /** In every state that a mapping meets: one of them is the merchant's choice. */
  async function fill() {
    const { core: running } = core;
    running.keydelivery.setDetection("RUN", ["gls"]);
    for (const number of ["RUN1", "RUN-SILENT", "RUN-CHOSEN"]) {
      await lookUp(number);
      await drain();
    }
    await change("RUN-SILENT", { attention: "silent" });
    await change("RUN-CHOSEN", {
      attention: "silent",
      carrierSource: "merchant",
    });
    await lookUp("RUN-FAILED");
    running.keydelivery.failNext(faults.bodyCode(105));
    await drain();
    for (const number of ["NEEDS1", "NEEDS2", "REFUSED"]) await lookUp(number);
    await change("REFUSED", { refusedCarriers: ["fedex"] });
    await ship("DETECTING");
    await ship("CHOSEN");
    await chooseShipmentCarrier(running.app, {
      shopId: running.shopId,
      shipmentId: (await one("CHOSEN")).id,
      carrierId: "usps",
      actor,
    });
    await ship("OTHER-COMPANY", "Another van");
    await ship("THEIRS", company, otherDomain);
    enqueued.length = 0;
  }

  async function runJobs() {
    for (const { job: name, data } of enqueued.splice(0))
      if (name === "track-waiting-shipments")
        await trackWaitingShipments(
          core.core.app,
          data as z.output<typeof job.schema>,
          new AbortController().signal,
        );
  }
  return {
    ...core,
    ship,
    one,
    fill,
    runJobs,
    map: async (
      carrierId: string,
      { again = false, key = companyKey } = {},
    ) => {
      const { app, shopId } = core.core;
      const asked = { shopId, companyKey: key, carrierId, again, actor };
      await mapCompany(app, asked);
      await runJobs();
    },
    withCarrier: async (carrierId: string) =>
      (await shipments())
        .filter((shipment) => shipment.carrierId === carrierId)
        .map(({ number }) => number),
    /** Trackings of the operator's account that were spent. */
    used: async () => {
      const rows = await database.db.quotaUsage.findMany();
      return rows.reduce((sum, row) => sum + row.used, 0);
    },
  };
}
