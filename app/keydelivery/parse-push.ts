import type { z } from "zod";
import { KeyDeliveryPushError } from "./errors.ts";
import { pushSchema } from "./schemas.ts";

export type ParsedPush = z.output<typeof pushSchema>;

/**
 * Reads the body of a push. Whatever a field holds is read or taken as empty; items that are no scans
 * are counted in `skippedItems`.
 *
 * @throws KeyDeliveryPushError when the body is no object.
 */
export function parsePush(json: unknown): ParsedPush {
  const push = pushSchema.safeParse(json);
  if (!push.success) throw new KeyDeliveryPushError();
  return push.data;
}
