import type { ShipmentStatus } from "#app/domain/shipment-status.ts";

export type Scan = {
  context: string;
  /** KeyDelivery's status code; without it the scan carries none. */
  code?: string;
  /** Parcel time since the scan before. */
  hours?: number;
  area?: string;
  location?: string;
};

export type PushStep = {
  /** Becomes the push's top-level code: the newest scan's, unless said; null leaves it out. */
  statusCode?: string | null;
  /** Added to the history, the earliest first. */
  scans?: readonly Scan[];
  event?: string;
  message?: string;
  /** Sends the push of that many steps ago instead: an old one that comes late. */
  replayOf?: number;
};

export type Step = {
  /** Wait since the step before, in ms of the simulator's clock at speed 1. */
  afterMs: number;
  push: PushStep;
};

export type Scenario = {
  name: string;
  /** What the parcel must be in the end, whatever order the pushes arrive in. */
  expected: ShipmentStatus;
  steps: readonly Step[];
  /** How often each push is sent even though it was acknowledged; 1 unless said. */
  copies?: number;
};

export function hoursOf(scenario: Scenario): number {
  return scenario.steps
    .flatMap(({ push }) => push.scans ?? [])
    .reduce((sum, { hours = 0 }) => sum + hours, 0);
}
