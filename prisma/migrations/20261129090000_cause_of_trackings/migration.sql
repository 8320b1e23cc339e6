-- The W3C traceparent of what made a tracking wait, so that the call that registers it, made by whichever process and
-- whenever it may, is in the same trace.
ALTER TABLE "tracking" ADD COLUMN "cause" TEXT;
