/** What the banner on every page is about. */
export type Trouble =
  | {
      kind: "account";
      account: "own" | "operator";
      state: "quota_exhausted" | "invalid_credentials";
      /** Parcels that wait, counted up to 10,000. */
      waiting: { count: number; more: boolean };
    }
  | {
      kind: "quota";
      level: "low" | "gone";
      used: number;
      limit: number;
      resetsAt: string;
    }
  | { kind: "permission" };

export type RetryAnswer = {
  outcome: "retried" | "too_soon" | "throttled" | "working" | "failed";
};
