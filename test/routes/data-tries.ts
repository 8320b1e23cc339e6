import type { TenantTry } from "./tenant-try.ts";

const exportPath = (section: string) =>
  `/app/settings/data/export?id=${crypto.randomUUID()}&section=${section}`;

/** The export and the deletion of a shop's data. */
export const dataTries: Record<string, TenantTry[]> = {
  "app.settings_.data": [
    {
      handler: "loader",
      path: () => "/app/settings/data",
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/settings/data",
      form: { intent: "delete", name: "one" },
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/settings/data",
      form: { intent: "stop" },
      expected: "nothing_of_the_other",
    },
  ],
  "app.settings_.data_.export": [
    "shop",
    "fulfillments",
    "carrierMappings",
    "savedViews",
    "changes",
  ].map((section) => ({
    handler: "loader" as const,
    path: () => exportPath(section),
    expected: "nothing_of_the_other" as const,
  })),
};
