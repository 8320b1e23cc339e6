import { openIngressPool } from "#app/ingress/open-ingress-pool.ts";
import { openQueue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { startTcpProxy } from "./tcp-proxy.ts";

/** A pool whose way to the database leads through a proxy, and a queue that goes there directly. */
export async function openBehindProxy(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const proxy = await startTcpProxy({
    host: url.hostname,
    port: Number(url.port),
  });
  url.host = `127.0.0.1:${proxy.port}`;
  const pool = openIngressPool(url.href, { onError: () => undefined });
  const queue = await openQueue({
    url: databaseUrl,
    logger: createLogger("silent"),
    supervise: false,
  });
  return {
    proxy,
    pool,
    queue,
    async close() {
      proxy.setMode("pass");
      await pool.end();
      await queue.stop(1_000);
      await proxy.close();
    },
  };
}
