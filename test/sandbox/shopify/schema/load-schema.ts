import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";

const schemaOf = (file: string) =>
  buildSchema(readFileSync(new URL(file, import.meta.url), "utf8"));

/** The cut of Shopify's Admin schema: true types, fields and arguments. */
export const adminSchema = schemaOf("admin-2026-10.graphql");

/** The same of the API that a customer's pages ask. */
export const customerSchema = schemaOf("customer-2026-07.graphql");
