-- Tokens of callback URLs are no longer kept: whoever has a dump could forge pushes with them. Keys that are there were
-- made by the release before, whose processes may claim a tracking beside this one's and read its token there; keys of
-- this release are made with false. The next release drops both columns.
ALTER TABLE "callback_key" ADD COLUMN "tokens_kept" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "tracking" ALTER COLUMN "callback_token" SET DEFAULT '';

-- Registered trackings that hold a token nobody needs: tidy empties them, and the index with them.
CREATE INDEX IF NOT EXISTS "tracking_token_idx" ON "tracking"("id")
  WHERE "registration" = 'registered' AND "callback_token" <> '';
