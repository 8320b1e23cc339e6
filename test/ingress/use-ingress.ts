import { afterAll, beforeAll, beforeEach } from "vitest";
import type { IngressWorld } from "#app/ingress/create-ingress.ts";
import type { GroupCommitLimits } from "#app/ingress/group-commit.ts";
import type { IngressAnswer } from "#app/platform/metrics/ingress-metrics.server.ts";
import { openBehindProxy } from "#test/support/open-behind-proxy.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { serveIngress } from "./serve-ingress.ts";

/** An ingress on a database of its own, whose way to it leads through a proxy. */
export function useIngress(limits: Partial<GroupCommitLimits> = {}) {
  const database = useTestDatabase();
  const oversized: string[] = [];
  const askedLater: Date[] = [];
  const answered: IngressAnswer[] = [];
  const failing = { oversized: false };
  let opened: Awaited<ReturnType<typeof open>>;
  const onOversizedPush = (ref: string, notBefore?: Date) => {
    oversized.push(ref);
    if (notBefore) askedLater.push(notBefore);
    return failing.oversized
      ? Promise.reject(new Error("no database"))
      : Promise.resolve();
  };

  beforeAll(async () => {
    opened = await open(database.url, {
      limits,
      onOversizedPush,
      onAnswered: (answer) => answered.push(answer),
    });
  });
  beforeEach(() => {
    oversized.length = 0;
    askedLater.length = 0;
    answered.length = 0;
    failing.oversized = false;
  });
  afterAll(() => opened.close());

  const jobs = async (name: string) => {
    const { rows } = await database.pool.query<{
      data: Record<string, string>;
    }>("SELECT data FROM pgboss.job WHERE name = $1 ORDER BY created_on", [
      name,
    ]);
    return rows.map(({ data }) => data);
  };
  const orderBy = { id: "asc" } as const;
  return {
    database,
    oversized,
    askedLater,
    answered,
    failing,
    url: () => opened.url,
    proxy: () => opened.proxy,
    queue: () => opened.queue,
    deliveries: () => database.db.webhookDelivery.findMany({ orderBy }),
    deliveryJobs: () => jobs("process-delivery"),
    pushes: () => database.db.push.findMany({ orderBy }),
    pushJobs: () => jobs("process-push"),
  };
}

async function open(
  databaseUrl: string,
  world: Pick<IngressWorld, "limits" | "onOversizedPush" | "onAnswered">,
) {
  const parts = await openBehindProxy(databaseUrl);
  const served = await serveIngress({ ...parts, ...world });
  return {
    proxy: parts.proxy,
    queue: parts.queue,
    url: served.url,
    async close() {
      await served.close();
      await parts.close();
    },
  };
}
