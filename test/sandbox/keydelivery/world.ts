import { carriers } from "#app/keydelivery/index.ts";
import { createFaults } from "./faults.ts";
import { createJournal } from "./journal.ts";
import type { Scan, Scenario } from "./scenario.ts";
import { createSchedule } from "./schedule.ts";

export type SimAccount = {
  apiKey: string;
  apiSecret: string;
  /** New trackings that are left; without it, any number. */
  quota?: number;
};

export type SimOptions = {
  accounts: readonly SimAccount[];
  port?: number;
  host?: string;
  /** How many times faster than the ms that scenarios name. */
  speed?: number;
  /** KeyDelivery's 30 minutes before a push is sent again, in ms of the clock at speed 1. */
  retryDelayMs?: number;
  /** How often a push is sent again that was not acknowledged. */
  maxRepeats?: number;
  /** Real ms. */
  pushTimeoutMs?: number;
  /** The HTTP status that goes with an error code; not documented. */
  errorHttpStatus?: number;
};

export type TimedScan = Scan & { at: number };

export type Tracking = {
  account: number;
  carrierId: string;
  number: string;
  /** The first one, for ever; null where it was made elsewhere and leads nowhere. */
  webhookUrl: string | null;
  areaShow: boolean;
  ascending: boolean;
  scans: TimedScan[];
  statusCode: string | null;
  /** Parcel time of the newest scan. */
  clockMs: number;
  /** Every push body so far. */
  sent: string[];
  scenario: Scenario | null;
  stepsPlayed: number;
};

export type DetectRule = { prefix: string; carrierIds: readonly string[] };

export function createWorld(options: SimOptions) {
  return {
    accounts: options.accounts.map((account) => ({ ...account })),
    carrierNames: new Map(carriers.map(({ id, name }) => [id, name])),
    trackings: new Map<string, Tracking>(),
    /** By number, or by a beginning followed by "*". */
    scenarios: new Map<string, Scenario>(),
    detectRules: [{ prefix: "1Z", carrierIds: ["ups"] }] as DetectRule[],
    journal: createJournal(),
    faults: createFaults(),
    schedule: createSchedule(options.speed ?? 1),
    settings: {
      retryDelayMs: options.retryDelayMs ?? 300,
      maxRepeats: options.maxRepeats ?? 3,
      pushTimeoutMs: options.pushTimeoutMs ?? 5_000,
      errorHttpStatus: options.errorHttpStatus ?? 200,
    },
  };
}

export type World = ReturnType<typeof createWorld>;

export const trackingKey = (
  account: number,
  carrierId: string,
  number: string,
) => JSON.stringify([account, carrierId, number]);

export function scenarioFor(world: World, number: string): Scenario | null {
  const exact = world.scenarios.get(number);
  if (exact) return exact;
  const [longest] = [...world.scenarios]
    .filter(([key]) => key.endsWith("*") && number.startsWith(key.slice(0, -1)))
    .sort(([one], [other]) => other.length - one.length);
  return longest?.[1] ?? null;
}
