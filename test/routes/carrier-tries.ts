import type { TenantTry } from "./tenant-try.ts";

/** The routes about companies and their carriers, tried with what another shop has. */
export const carrierTries: Record<string, TenantTry[]> = {
  "app.carriers._index": [
    {
      handler: "loader",
      path: () => "/app/carriers?index&q=other",
      expected: "nothing_of_the_other",
    },
  ],
  "app.carriers_.search": [
    {
      handler: "loader",
      path: () => "/app/carriers/search?q=other",
      expected: "nothing_of_the_other",
    },
  ],
};
