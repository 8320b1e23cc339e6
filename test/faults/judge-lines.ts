import type pg from "pg";
import { check, type Check } from "./check.ts";
import { deathMs } from "./judge.ts";
import type { Topology } from "./topology.ts";

type Line = {
  msg?: string;
  path?: string;
  status?: number | string;
  webhookId?: string;
  job?: string;
  data?: { deliveryId?: string; pushId?: string };
};

/**
 * Whether what was acknowledged, and what was carried out, has its line in the log. Lines wait a moment to be written
 * together: of what came just before a process was killed they may be missing.
 */
export async function judgeLines(
  client: pg.Client,
  { shopify, keydelivery }: Topology,
  log: string,
  interruptions: readonly number[],
): Promise<Check[]> {
  const lines = log.split("\n").flatMap(readLine);
  const mayBeCut = (at: number) =>
    interruptions.some((time) => Math.abs(time - at) <= deathMs);
  const but =
    interruptions.length > 0 ? ", but for the last before a kill" : "";
  const answered = lines.filter(
    ({ msg, status }) => msg === "request" && status === 200,
  );
  const webhooks = shopify.journal.deliveries.filter(
    ({ status, at }) => status === 200 && !mayBeCut(at),
  );
  const pushes = keydelivery.journal.pushes.filter(
    ({ acknowledged, at }) => acknowledged && !mayBeCut(at),
  );
  const linesOfPushes = answered.filter(({ path }) =>
    path?.startsWith("/callbacks/"),
  );
  const named = new Set(answered.map(({ webhookId }) => webhookId));
  const jobs = new Set(lines.flatMap(jobOf));
  const done = (await readDone(client)).filter(({ at }) => !mayBeCut(+at));
  return [
    check(
      `webhooks that were acknowledged have a line in the log${but}`,
      webhooks.filter(({ webhookId }) => !named.has(webhookId)),
      webhooks.length,
    ),
    {
      what: `pushes that were acknowledged have a line in the log${but}`,
      ok: linesOfPushes.length >= pushes.length,
      figure: `${linesOfPushes.length} lines for ${pushes.length}`,
    },
    check(
      `webhooks and pushes that were carried out have a job's line in the log${but}`,
      done.filter(({ job }) => !jobs.has(job)),
      done.length,
    ),
  ];
}

// A process that is killed may leave half a line.
function readLine(text: string): Line[] {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}

function jobOf({ msg, job, data }: Line) {
  const id = data?.deliveryId ?? data?.pushId;
  return msg === "job" && id ? [`${job} ${id}`] : [];
}

async function readDone(client: pg.Client) {
  const { rows } = await client.query<{ job: string; at: Date }>(
    `SELECT 'process-delivery ' || id AS job, processed_at AS at FROM webhook_delivery WHERE processed_at IS NOT NULL
    UNION ALL SELECT 'process-push ' || id, processed_at FROM push WHERE processed_at IS NOT NULL`,
  );
  return rows;
}
