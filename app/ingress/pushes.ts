import { processPush } from "#app/jobs/definitions.ts";
import { byteaArray, textArray, timestamptzArray } from "./array-values.ts";

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
    INSERT INTO push (dedupe_key, ref, received_at, body)
    SELECT * FROM unnest($1::bytea[], $2::text[], $3::timestamptz[], $4::bytea[])
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id`,
  valuesOf: (rows: PushRow[]) => [
    byteaArray(rows.map((row) => row.dedupeKey)),
    textArray(rows.map((row) => row.ref)),
    timestamptzArray(rows.map((row) => row.receivedAt)),
    byteaArray(rows.map((row) => row.body)),
  ],
};
