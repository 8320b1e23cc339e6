import type { TenantTry } from "./tenant-try.ts";

const company = {
  path: () => "/app/carriers/companies/secret1",
  params: () => ({ key: "secret1" }),
};

/** The routes about companies and their carriers, tried with what another shop has. */
export const carrierTries: Record<string, TenantTry[]> = {
  "app.carriers._index": [
    {
      handler: "loader",
      path: () => "/app/carriers?index&q=secret",
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/carriers?index",
      form: { number: "X1" },
      expected: "nothing_of_the_other",
    },
  ],
  "app.carriers.companies.$key": [
    { handler: "loader", ...company, expected: "not_found" },
    {
      handler: "action",
      ...company,
      form: { intent: "map", carrierId: "ups", again: "true" },
      expected: "not_found",
    },
    {
      handler: "action",
      ...company,
      form: { intent: "unmap" },
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      ...company,
      form: { intent: "apply" },
      expected: "not_found",
    },
    {
      handler: "action",
      ...company,
      form: { intent: "stop" },
      expected: "nothing_of_the_other",
    },
  ],
  "app.carriers.companies.$key_.preview": [
    {
      handler: "loader",
      path: () => "/app/carriers/companies/secret1/preview?carrier=ups",
      params: company.params,
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
