import type { Database } from "#app/db.server.ts";

/**
 * Whether another row of ours registered this callback URL: an earlier generation of the number, or
 * another shop with the same API key. Pushes then come to it all the same. Rows of the same ref have the same token;
 * those that the release before registered hold it.
 */
export async function isUrlRegistered(
  db: Database,
  asked: { id: string; attemptBase: string; attemptUrl: string },
): Promise<boolean> {
  const own = await db.tracking.findUnique({
    where: { id: asked.id },
    select: { ref: true },
  });
  if (!own) return false;
  const other = await db.tracking.findFirst({
    where: {
      ref: own.ref,
      id: { not: asked.id },
      attemptUrl: { in: [asked.attemptBase, asked.attemptUrl] },
      registration: "registered",
      pushAssured: true,
    },
    select: { id: true },
  });
  return other !== null;
}
