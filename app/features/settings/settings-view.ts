// What the page shows and what its action answers. No credential is ever part of either.

export type AccountState =
  "active" | "quota_exhausted" | "invalid_credentials" | "throttled";

export type AccountSummary = {
  kind: "own" | "operator" | "none";
  hint: string | null;
  state: AccountState;
  pausedUntil: string | null;
  lastErrorCode: string | null;
  lastErrorAt: string | null;
  lastSuccessAt: string | null;
  quota: { limit: number; used: number; resetsAt: string } | null;
  waiting: { count: number; more: boolean };
};

export type ImportSummary = {
  state:
    | "counting"
    | "ready"
    | "running"
    | "paused"
    | "done"
    | "cancelled"
    | "failed";
  days: number;
  /** Orders looked at so far. */
  orders: number;
  /** Parcels left out: delivered, or followed already. */
  delivered: number;
  known: number;
  /** Parcels to register, and how many of them were handed over. */
  parcels: number;
  imported: number;
};

export type DataExportSummary = {
  id: string;
  requestId: string;
  createdAt: string;
  expiresAt: string;
};

export type ImportAnswer =
  { backfill: ImportSummary | null } | { failed: true };

export type SettingsView = {
  account: AccountSummary;
  operatorAvailable: boolean;
  automaticRegistration: boolean;
  writeBack: boolean;
  /** The scope to write to orders was granted. */
  mayWriteBack: boolean;
  backfill: ImportSummary | null;
  timeZone: string;
  dataExports: DataExportSummary[];
};

export type CredentialField = "apiKey" | "apiSecret";
export type FieldError =
  "missing" | "too_long" | "characters" | "bad_key" | "bad_secret";
export type FieldErrors = Partial<Record<CredentialField, FieldError>>;

/** What a call with the credentials showed. `quota`: they are right, but used up. */
export type CheckResult = "ok" | "quota" | "unreachable" | "refused";

export type SettingsAnswer =
  | { outcome: "invalid"; errors: FieldErrors }
  | { outcome: "saved"; check: CheckResult | null }
  | { outcome: "tested"; check: CheckResult }
  | { outcome: "disconnected" }
  | { outcome: "failed" };
