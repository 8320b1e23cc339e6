import type { Database } from "#app/db.server.ts";
import { checkTracking } from "#app/jobs/definitions.ts";
import type { Queue } from "#app/jobs/queue.server.ts";

/**
 * Has the trackings that a callback URL stands for asked for with a real-time query, now or by `notBefore`. What is for
 * later has a key of its own: it would swallow a person's refresh, and the plan of another process a later one of this.
 */
export async function askForTrackings(
  world: { db: Database; queue: Pick<Queue, "enqueue"> },
  ref: string,
  notBefore?: Date,
): Promise<void> {
  const trackings = await world.db.tracking.findMany({
    where: { ref },
    orderBy: [{ accountId: "asc" }, { generation: "desc" }],
    distinct: ["accountId"],
    select: { id: true },
  });
  for (const { id } of trackings)
    await world.queue.enqueue(
      checkTracking,
      { trackingId: id },
      notBefore
        ? {
            singletonKey: `${id} ${notBefore.toISOString()}`,
            startAfter: notBefore,
          }
        : { singletonKey: id },
    );
}
