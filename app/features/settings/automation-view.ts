import type { Automation } from "#app/domain/automation.ts";
import type { SettingLimits } from "./check-changes.ts";

export type AutomationView = {
  automation: Automation;
  limits: SettingLimits;
  /** Automatic registration is on: without it no rule matters. */
  isOn: boolean;
  /** Shipping companies that Shopify knows by name. */
  companies: string[];
  /**
   * Parcels that the rules left out and would track now, where the rules changed since or are being applied; tags are
   * not looked at.
   */
  admissible: { count: number; more: boolean } | null;
  /** A job tracks them now. */
  isApplying: boolean;
};
