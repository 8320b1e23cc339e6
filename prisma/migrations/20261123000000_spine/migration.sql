-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "shop_state" AS ENUM ('active', 'needs_reopen', 'uninstalled');

-- CreateEnum
CREATE TYPE "account_state" AS ENUM ('active', 'quota_exhausted', 'invalid_credentials', 'throttled');

-- CreateEnum
CREATE TYPE "shipment_status" AS ENUM ('pending', 'info_received', 'accepted', 'in_transit', 'customs', 'out_for_delivery', 'ready_for_pickup', 'attempt_failed', 'delayed', 'exception', 'delivered', 'returning', 'returned', 'expired', 'unknown');

-- CreateEnum
CREATE TYPE "shipment_hold" AS ENUM ('none', 'no_number', 'needs_carrier', 'ignored');

-- CreateEnum
CREATE TYPE "carrier_source" AS ENUM ('merchant', 'mapping', 'builtin', 'assumed', 'detected');

-- CreateEnum
CREATE TYPE "registration" AS ENUM ('dormant', 'waiting', 'registering', 'registered', 'failed');

-- CreateEnum
CREATE TYPE "event_kind" AS ENUM ('item', 'headline');

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN,
    "locale" TEXT,
    "collaborator" BOOLEAN,
    "emailVerified" BOOLEAN,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "state" "shop_state" NOT NULL DEFAULT 'active',
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "granted_scopes" TEXT NOT NULL DEFAULT '',
    "automatic_registration" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "keydelivery_account" (
    "id" UUID NOT NULL,
    "shop_id" UUID,
    "api_key_sealed" TEXT,
    "api_secret_sealed" TEXT,
    "api_key_hint" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,
    "state" "account_state" NOT NULL DEFAULT 'active',
    "paused_until" TIMESTAMPTZ(3),
    "last_error_code" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "served_shop_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "keydelivery_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_slot" (
    "account_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rate_slot_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "fulfillment" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "gid" TEXT NOT NULL,
    "order_gid" TEXT NOT NULL,
    "order_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tracking_company" TEXT,
    "shopify_status" TEXT NOT NULL,
    "shopify_created_at" TIMESTAMPTZ(3) NOT NULL,
    "shopify_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "origin_region" TEXT,
    "origin_country" TEXT,
    "status" "shipment_status" NOT NULL DEFAULT 'pending',
    "status_version" INTEGER NOT NULL DEFAULT 0,
    "status_changed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fulfillment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "fulfillment_id" UUID NOT NULL,
    "tracking_id" UUID,
    "number" TEXT NOT NULL,
    "number_raw" TEXT NOT NULL,
    "tracking_url" TEXT,
    "order_name" TEXT NOT NULL,
    "order_key" TEXT NOT NULL,
    "destination_city" TEXT,
    "destination_region" TEXT,
    "destination_country" TEXT,
    "carrier_id" TEXT,
    "carrier_source" "carrier_source",
    "hold" "shipment_hold" NOT NULL DEFAULT 'none',
    "hold_reason" TEXT,
    "shipped_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracking" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "shop_id" UUID,
    "carrier_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "ref" TEXT NOT NULL,
    "callback_key_id" INTEGER NOT NULL,
    "callback_token" TEXT NOT NULL,
    "registration" "registration" NOT NULL DEFAULT 'waiting',
    "priority" SMALLINT NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attempt_started_at" TIMESTAMPTZ(3),
    "attempt_url" TEXT,
    "last_answer_code" TEXT,
    "last_answer_at" TIMESTAMPTZ(3),
    "registered_at" TIMESTAMPTZ(3),
    "push_assured" BOOLEAN NOT NULL DEFAULT false,
    "status" "shipment_status" NOT NULL DEFAULT 'pending',
    "status_code" TEXT,
    "status_time" TEXT,
    "status_changed_at" TIMESTAMPTZ(3),
    "last_event_time" TEXT,
    "last_push_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tracking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracking_event" (
    "tracking_id" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "kind" "event_kind" NOT NULL DEFAULT 'item',
    "time_text" TEXT NOT NULL,
    "sort_time" TEXT NOT NULL,
    "context" TEXT NOT NULL DEFAULT '',
    "code" TEXT,
    "description" TEXT,
    "area" TEXT,
    "location" TEXT,
    "expired" BOOLEAN NOT NULL DEFAULT false,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tracking_event_pkey" PRIMARY KEY ("tracking_id","identity")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" BIGSERIAL NOT NULL,
    "dedupe_key" BYTEA NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "body" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push" (
    "id" BIGSERIAL NOT NULL,
    "dedupe_key" BYTEA NOT NULL,
    "ref" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "push_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "callback_key" (
    "id" SERIAL NOT NULL,
    "key_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "callback_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "shipment_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_export" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "keydelivery_account_shop_id_idx" ON "keydelivery_account"("shop_id");

-- CreateIndex
CREATE INDEX "fulfillment_shop_id_order_gid_idx" ON "fulfillment"("shop_id", "order_gid");

-- CreateIndex
CREATE UNIQUE INDEX "fulfillment_shop_id_gid_key" ON "fulfillment"("shop_id", "gid");

-- CreateIndex
CREATE INDEX "shipment_shop_id_shipped_at_id_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "shipment_shop_id_number_idx" ON "shipment"("shop_id", "number" text_pattern_ops);

-- CreateIndex
CREATE INDEX "shipment_shop_id_order_key_idx" ON "shipment"("shop_id", "order_key" text_pattern_ops);

-- CreateIndex
CREATE INDEX "shipment_tracking_id_idx" ON "shipment"("tracking_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_fulfillment_id_number_key" ON "shipment"("fulfillment_id", "number");

-- CreateIndex
CREATE INDEX "tracking_shop_id_idx" ON "tracking"("shop_id");

-- CreateIndex
CREATE UNIQUE INDEX "tracking_account_id_carrier_id_number_generation_key" ON "tracking"("account_id", "carrier_id", "number", "generation");

-- CreateIndex
CREATE INDEX "tracking_ref_idx" ON "tracking"("ref");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_dedupe_key_key" ON "webhook_delivery"("dedupe_key");

-- CreateIndex
CREATE INDEX "webhook_delivery_received_at_idx" ON "webhook_delivery"("received_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_shop_domain_topic_idx" ON "webhook_delivery"("shop_domain", "topic");

-- CreateIndex
CREATE UNIQUE INDEX "push_dedupe_key_key" ON "push"("dedupe_key");

-- CreateIndex
CREATE INDEX "push_received_at_idx" ON "push"("received_at");

-- CreateIndex
CREATE INDEX "push_ref_idx" ON "push"("ref");

-- CreateIndex
CREATE INDEX "audit_entry_shop_id_created_at_idx" ON "audit_entry"("shop_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_shipment_id_created_at_idx" ON "audit_entry"("shipment_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "data_export_expires_at_idx" ON "data_export"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "data_export_shop_id_request_id_key" ON "data_export"("shop_id", "request_id");

-- AddForeignKey
ALTER TABLE "keydelivery_account" ADD CONSTRAINT "keydelivery_account_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rate_slot" ADD CONSTRAINT "rate_slot_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "keydelivery_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fulfillment" ADD CONSTRAINT "fulfillment_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_fulfillment_id_fkey" FOREIGN KEY ("fulfillment_id") REFERENCES "fulfillment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_tracking_id_fkey" FOREIGN KEY ("tracking_id") REFERENCES "tracking"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracking" ADD CONSTRAINT "tracking_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "keydelivery_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracking" ADD CONSTRAINT "tracking_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracking_event" ADD CONSTRAINT "tracking_event_tracking_id_fkey" FOREIGN KEY ("tracking_id") REFERENCES "tracking"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_export" ADD CONSTRAINT "data_export_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Partial indexes, which the Prisma schema cannot say.

-- One current account per shop, and one for the operator (shop_id null).
CREATE UNIQUE INDEX "keydelivery_account_current_idx" ON "keydelivery_account"("shop_id") NULLS NOT DISTINCT WHERE "current";

-- The drain's next row.
CREATE INDEX "tracking_waiting_idx" ON "tracking"("account_id", "priority", "shop_id", "next_attempt_at") WHERE "registration" = 'waiting';

-- Calls that a killed worker left open.
CREATE INDEX "tracking_registering_idx" ON "tracking"("attempt_started_at") WHERE "registration" = 'registering';

-- Trackings to ask for, because no push is assured or none came.
CREATE INDEX "tracking_next_check_idx" ON "tracking"("next_check_at") WHERE "next_check_at" IS NOT NULL;

-- What came in and was not processed.
CREATE INDEX "webhook_delivery_open_idx" ON "webhook_delivery"("received_at") WHERE "processed_at" IS NULL;
CREATE INDEX "push_open_idx" ON "push"("received_at") WHERE "processed_at" IS NULL;
