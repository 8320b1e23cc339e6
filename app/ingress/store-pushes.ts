import type { PoolClient } from "pg";
import { processPush } from "#app/jobs/definitions.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { encodeByteaArray } from "./bytea-array.ts";
import { executorOf } from "./executor-of.ts";

export type PushRow = {
  dedupeKey: Buffer;
  ref: string;
  body: Buffer;
  receivedAt: Date;
};

const insert = `
  INSERT INTO push (dedupe_key, body, ref, received_at)
  SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::text[], $4::timestamptz[])
  ON CONFLICT (dedupe_key) DO NOTHING
  RETURNING id::text`;

/** Stores the pushes that are new, and a job for each, in the client's transaction. */
export async function storePushes(
  client: PoolClient,
  queue: Pick<Queue, "enqueueMany">,
  rows: PushRow[],
): Promise<void> {
  const { rows: stored } = await client.query<{ id: string }>({
    name: "store-pushes",
    text: insert,
    values: [
      encodeByteaArray(rows.map((row) => row.dedupeKey)),
      encodeByteaArray(rows.map((row) => row.body)),
      rows.map((row) => row.ref),
      rows.map((row) => row.receivedAt.toISOString()),
    ],
  });
  await queue.enqueueMany(
    processPush,
    stored.map(({ id }) => ({ pushId: id })),
    { executor: executorOf(client) },
  );
}
