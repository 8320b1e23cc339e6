import { afterAll, beforeAll, beforeEach } from "vitest";
import pg from "pg";
import type { GroupCommitLimits } from "#app/ingress/group-commit.ts";
import { openQueue, type Queue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { startTcpProxy, type TcpProxy } from "#test/support/tcp-proxy.ts";
import { serveIngress, type ServedIngress } from "./serve-ingress.ts";

/** An ingress on a database of its own, whose way to it leads through a proxy. */
export function useIngress(limits: Partial<GroupCommitLimits> = {}) {
  const database = useTestDatabase();
  const oversized: string[] = [];
  const failing = { oversized: false };
  let served: ServedIngress;
  let queue: Queue;
  let pool: pg.Pool;
  let proxy: TcpProxy;

  beforeAll(async () => {
    const target = new URL(database.url);
    proxy = await startTcpProxy({
      host: target.hostname,
      port: Number(target.port),
    });
    const proxied = new URL(database.url);
    proxied.host = `127.0.0.1:${proxy.port}`;
    pool = new pg.Pool({
      connectionString: proxied.href,
      max: 8,
      connectionTimeoutMillis: 5_000,
    });
    pool.on("error", () => undefined);
    queue = await openQueue({
      url: database.url,
      logger: createLogger("silent"),
      supervise: false,
    });
    served = await serveIngress({
      pool,
      queue,
      limits,
      onOversizedPush(ref) {
        oversized.push(ref);
        return failing.oversized
          ? Promise.reject(new Error("no database"))
          : Promise.resolve();
      },
    });
  });
  beforeEach(() => {
    oversized.length = 0;
    failing.oversized = false;
  });
  afterAll(async () => {
    proxy.setMode("pass");
    await served.close();
    await pool.end();
    await queue.stop(1_000);
    await proxy.close();
  });

  const jobs = async (name: string) => {
    const { rows } = await database.pool.query<{
      data: Record<string, string>;
    }>("SELECT data FROM pgboss.job WHERE name = $1 ORDER BY created_on", [
      name,
    ]);
    return rows.map(({ data }) => data);
  };
  return {
    database,
    oversized,
    failing,
    url: () => served.url,
    proxy: () => proxy,
    deliveries: () =>
      database.db.webhookDelivery.findMany({ orderBy: { id: "asc" } }),
    deliveryJobs: () => jobs("process-delivery"),
    pushes: () => database.db.push.findMany({ orderBy: { id: "asc" } }),
    pushJobs: () => jobs("process-push"),
  };
}
