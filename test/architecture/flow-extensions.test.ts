import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import {
  flowHandles,
  flowPayloadOf,
  type FlowTrigger,
} from "#app/features/flow/flow-payload.ts";

const folder = path.resolve(import.meta.dirname, "../../extensions");
const config = z.object({
  extensions: z.tuple([
    z.object({
      type: z.literal("flow_trigger"),
      name: z.string(),
      handle: z.string().max(30),
      description: z.string(),
    }),
  ]),
  settings: z.object({
    fields: z.array(z.object({ type: z.string(), key: z.string().optional() })),
  }),
});
const triggers = readdirSync(folder)
  .filter((name) => name.startsWith("flow-"))
  .map((name) =>
    config.parse(
      parse(
        readFileSync(path.join(folder, name, "shopify.extension.toml"), "utf8"),
      ),
    ),
  );
const triggerOf = (handle: string) =>
  triggers.find(({ extensions }) => extensions[0].handle === handle);

describe("the Flow triggers", () => {
  it.each(Object.keys(flowHandles) as FlowTrigger[])(
    "take exactly the fields that %s sends",
    (trigger) => {
      const payload = flowPayloadOf({
        id: "1",
        trigger,
        was: "pending",
        became: "in_transit",
        orderGid: "gid://shopify/Order/42",
        number: "N",
        carrier: "UPS",
      });
      const fields = triggerOf(flowHandles[trigger])?.settings.fields ?? [];
      const keys = fields.map(({ type, key }) =>
        type === "order_reference" ? "order_id" : key,
      );
      expect(keys.sort()).toEqual(Object.keys(payload).sort());
      expect(payload.order_id).toBe(42);
    },
  );

  it("lose no digit of an order's id", () => {
    const { order_id: id } = flowPayloadOf({
      id: "1",
      trigger: "status_changed",
      was: "pending",
      became: "delivered",
      orderGid: "gid://shopify/Order/9007199254740993",
      number: "N",
      carrier: "",
    });
    expect(id).toBe("9007199254740993");
  });

  it("name every status that a workflow can compare with", () => {
    const { description = "" } =
      triggerOf(flowHandles.status_changed)?.extensions[0] ?? {};
    for (const status of shipmentStatuses)
      expect(description).toContain(status);
  });
});
