-- Due checks are taken by account. A large installation makes it beforehand (docs/operations.md). tracking_next_check_idx is
-- read by the release before, and goes with the next one.
CREATE INDEX IF NOT EXISTS "tracking_account_check_idx" ON "tracking"("account_id", "next_check_at")
  WHERE "next_check_at" IS NOT NULL;
