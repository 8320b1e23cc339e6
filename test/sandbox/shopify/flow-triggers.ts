import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";

const folder = path.resolve(import.meta.dirname, "../../../extensions");
const config = z.object({
  extensions: z.array(z.object({ type: z.string(), handle: z.string() })),
  settings: z
    .object({
      fields: z.array(
        z.object({ type: z.string(), key: z.string().optional() }),
      ),
    })
    .optional(),
});

/** Handle → the keys of its payload, of every trigger that the app would deploy. */
export function readFlowTriggers(): Map<string, Set<string>> {
  const triggers = new Map<string, Set<string>>();
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name, "shopify.extension.toml");
    const read = config.safeParse(parse(readFileSync(file, "utf8"))).data;
    for (const { type, handle } of read?.extensions ?? [])
      if (type === "flow_trigger")
        triggers.set(handle, new Set(keysOf(read?.settings?.fields ?? [])));
  }
  return triggers;
}

// A reference is sent by its id: order_reference as order_id.
const keysOf = (fields: { type: string; key?: string | undefined }[]) =>
  fields.map(({ type, key }) => key ?? type.replace(/_reference$/, "_id"));
