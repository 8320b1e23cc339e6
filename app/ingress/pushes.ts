import { processPush } from "#app/jobs/definitions.ts";
import { encodeByteaArray } from "./bytea-array.ts";

export type PushRow = {
  dedupeKey: Buffer;
  ref: string;
  body: Buffer;
  receivedAt: Date;
};

/** How pushes are stored, with the job that applies each. */
export const pushes = {
  job: processPush,
  idField: "pushId",
  insert: `
    INSERT INTO push (dedupe_key, body, ref, received_at)
    SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::text[], $4::timestamptz[])
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id`,
  valuesOf: (rows: PushRow[]) => [
    encodeByteaArray(rows.map((row) => row.dedupeKey)),
    encodeByteaArray(rows.map((row) => row.body)),
    rows.map((row) => row.ref),
    rows.map((row) => row.receivedAt.toISOString()),
  ],
};
