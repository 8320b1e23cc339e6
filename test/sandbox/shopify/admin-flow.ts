import type { Asker } from "./asker.ts";
import type { ShopifyJournal } from "./journal.ts";

/** Mutation.flowTriggerReceive */
export function flowMutations(journal: ShopifyJournal, { shop }: Asker) {
  return {
    flowTriggerReceive(asked: { handle?: string | null; payload?: unknown }) {
      const payload = objectOf(asked.payload);
      if (!asked.handle) return refuse("handle", "Handle can't be blank");
      if (!payload) return refuse("payload", "Payload must be a JSON object");
      journal.flowTriggers.push({
        shop: shop.domain,
        handle: asked.handle,
        payload,
      });
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
