import type { Asker } from "./asker.ts";
import { readFlowTriggers } from "./flow-triggers.ts";
import type { ShopifyJournal } from "./journal.ts";

const triggers = readFlowTriggers();

/** Mutation.flowTriggerReceive: what the deployed extensions do not declare is refused. */
export function flowMutations(journal: ShopifyJournal, { shop }: Asker) {
  return {
    flowTriggerReceive(asked: { handle?: string | null; payload?: unknown }) {
      const handle = asked.handle ?? "";
      const declared = triggers.get(handle);
      if (!declared) return refuse("handle", "There is no such trigger");
      const payload = objectOf(asked.payload);
      if (!payload) return refuse("payload", "Payload must be a JSON object");
      const keys = Object.keys(payload);
      const isDeclared =
        keys.length === declared.size && keys.every((key) => declared.has(key));
      if (!isDeclared)
        return refuse("payload", "Fields differ from the trigger");
      journal.flowTriggers.push({ shop: shop.domain, handle, payload });
      return { userErrors: [] };
    },
  };
}

const refuse = (field: string, message: string) => ({
  userErrors: [{ field: [field], message }],
});

function objectOf(payload: unknown): object | undefined {
  if (typeof payload === "string") {
    try {
      return objectOf(JSON.parse(payload));
    } catch {
      return undefined;
    }
  }
  const isObject = typeof payload === "object" && !Array.isArray(payload);
  return isObject ? (payload ?? undefined) : undefined;
}
