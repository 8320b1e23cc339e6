import { shopify } from "./host.ts";
const styles = {
  day: { weekday: "long", day: "numeric", month: "long" },
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} as const;

/**
 * A carrier's local time, "2026-11-22 10:11:12", in the customer's language. The digits stay as the carrier told them,
 * whatever the reader's zone.
 */
export function writeTime(local: string, style: keyof typeof styles): string {
  const time = new Date(`${local.replace(" ", "T")}Z`);
  if (Number.isNaN(time.getTime())) return local;
  return shopify.i18n.formatDate(time, { ...styles[style], timeZone: "UTC" });
}
