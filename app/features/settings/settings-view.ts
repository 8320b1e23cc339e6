import type { SettingErrors, SettingLimits } from "./check-changes.ts";
import type { SettingName, SettingValues } from "./setting-values.ts";

// What the page shows and what its action answers. No credential is ever part of either.

export type AccountState =
  "active" | "quota_exhausted" | "invalid_credentials" | "throttled";

/** New trackings of this month on the operator's account. */
export type QuotaSummary = { limit: number; used: number; resetsAt: string };

export type AccountSummary = {
  kind: "own" | "operator" | "none";
  hint: string | null;
  state: AccountState;
  pausedUntil: string | null;
  lastErrorCode: string | null;
  lastErrorAt: string | null;
  lastSuccessAt: string | null;
  quota: QuotaSummary | null;
  waiting: { count: number; more: boolean };
};

export type DataExportSummary = {
  id: string;
  requestId: string;
  createdAt: string;
  expiresAt: string;
};

export type SettingsView = {
  account: AccountSummary;
  operatorAvailable: boolean;
  settings: SettingValues;
  limits: SettingLimits;
  /** The scope to write to orders was granted. */
  mayWriteBack: boolean;
  /** The scope was granted with which customers' order pages show their parcels. */
  mayShowCustomers: boolean;
  /** Phones are shared, and Shopify gave none for the last parcels. */
  phonesWithheld: boolean;
  /** Shoppers may look up by contact, and Shopify gave none of the last orders. */
  contactsWithheld: boolean;
  timeZone: string;
  dataExports: DataExportSummary[];
};

export type CredentialField = "apiKey" | "apiSecret";
export type FieldError =
  "missing" | "too_long" | "characters" | "bad_key" | "bad_secret";
export type FieldErrors = Partial<Record<CredentialField, FieldError>>;

/** What a call with the credentials showed. `quota`: they are right, but used up; `too_many`: none was made. */
export type CheckResult =
  "ok" | "quota" | "unreachable" | "refused" | "too_many";

export type SettingsAnswer =
  | { outcome: "invalid"; errors: FieldErrors; settings?: SettingErrors }
  /** Somebody else changed these since the page showed them; nothing was saved. */
  | { outcome: "conflict"; fields: SettingName[] }
  /** Too many credentials were tested; nothing was saved. */
  | { outcome: "not_checked" }
  | { outcome: "saved"; check: Exclude<CheckResult, "too_many"> | null }
  | { outcome: "tested"; check: CheckResult }
  | { outcome: "disconnected" }
  | { outcome: "applying" }
  | { outcome: "rules_stopped" }
  | { outcome: "failed" };
