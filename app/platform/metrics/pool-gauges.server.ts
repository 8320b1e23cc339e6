import { Gauge, type Registry } from "prom-client";

/** A pool of database connections at one moment. */
export type PoolCounts = {
  max: number;
  total: number;
  idle: number;
  waiting: number;
};

export function createPoolGauges(registry: Registry) {
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ["pool"], registers: [registry] });
  const gauges = {
    max: gauge("tracking_pool_max", "Connections that a pool may open"),
    total: gauge("tracking_pool_connections", "Connections that are open"),
    idle: gauge("tracking_pool_idle", "Connections that nobody uses"),
    waiting: gauge("tracking_pool_waiting", "Waiting for a connection"),
  };
  return (pool: string, counts: PoolCounts | undefined): void => {
    if (!counts) return;
    gauges.max.set({ pool }, counts.max);
    gauges.total.set({ pool }, counts.total);
    gauges.idle.set({ pool }, counts.idle);
    gauges.waiting.set({ pool }, counts.waiting);
  };
}
