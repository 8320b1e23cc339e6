import { capped } from "./capped.ts";
import type { AccountHealth, CauseGroup } from "./home-view.ts";

type AccountFacts = { account: AccountHealth | null; blocked: number };

const none = capped(0);

/** With the parcels that wait for an account that does not work: first, because it is one thing to mend for all. */
export function withAccount(
  groups: CauseGroup[],
  { account, blocked }: AccountFacts,
): CauseGroup[] {
  if (blocked === 0) return groups;
  const isRefused = account?.state === "invalid_credentials";
  const waiting: CauseGroup = {
    cause: isRefused ? "account_refused" : "account_paused",
    parcels: capped(blocked),
    fresh: none,
    named: [],
    company: null,
  };
  return [waiting, ...groups];
}

/** What came since yesterday. */
export const digestOf = (groups: CauseGroup[]): CauseGroup[] =>
  groups.filter(({ fresh }) => fresh.count > 0);
