-- Due checks are taken by account. A large installation makes the index beforehand (docs/operations.md). With the other one
-- there, a planner that sees most rows on one account would read all that is due for each of the others.
CREATE INDEX IF NOT EXISTS "tracking_account_check_idx" ON "tracking"("account_id", "next_check_at")
  WHERE "next_check_at" IS NOT NULL;
DROP INDEX IF EXISTS "tracking_next_check_idx";
