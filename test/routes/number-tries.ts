import type { TenantTry } from "./tenant-try.ts";

const path = () => "/app/shipments/import/numbers";

/** The import of numbers from a file. */
export const numberTries: Record<string, TenantTry[]> = {
  "app.shipments_.import": [
    {
      handler: "loader",
      path: () => "/app/shipments/import",
      expected: "nothing_of_the_other",
    },
  ],
  "app.shipments_.import_.numbers": [
    {
      handler: "action",
      path,
      // What the file holds is answered: not in the letters that would be found.
      form: { intent: "read", text: "Order,Number\n#secret1,secret1\n" },
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path,
      form: ({ fulfillment: fulfillmentId }) => ({
        intent: "track",
        numbers: JSON.stringify([{ fulfillmentId, number: "N1", company: "" }]),
      }),
      expected: "nothing_of_the_other",
    },
  ],
};
