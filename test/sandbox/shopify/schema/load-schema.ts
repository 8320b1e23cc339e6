import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";

const file = new URL("admin-2026-10.graphql", import.meta.url);

/** The cut of Shopify's Admin schema: true types, fields and arguments. */
export const adminSchema = buildSchema(readFileSync(file, "utf8"));
