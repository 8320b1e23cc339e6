import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { themeEditorUrlOf } from "#app/components/theme-block.ts";
import { addDays, shopDayOf, startOfShopDay } from "#app/domain/shop-day.ts";
import { capped, sumOf } from "#app/features/home/capped.ts";
import { digestOf, withAccount } from "#app/features/home/cause-groups.ts";
import type {
  Activity,
  Health,
  HomeView,
} from "#app/features/home/home-view.ts";
import { withImport } from "#app/features/home/import-activity.ts";
import {
  activityLimit,
  listActivity,
} from "#app/features/home/list-activity.server.ts";
import { listCauses } from "#app/features/home/list-causes.server.ts";
import {
  loadOverview,
  type Overview,
} from "#app/features/home/load-overview.server.ts";
import { summaryDays } from "#app/features/home/transit-summary.ts";
import { loadSums } from "#app/features/kept-sums/load-sums.server.ts";
import type { GuideView } from "#app/features/onboarding/guide-view.ts";
import { readGuideProgress } from "#app/features/onboarding/guide-progress.ts";
import { hasScope, writeScope } from "#app/domain/scopes.ts";
import { carrierNameOf } from "#app/features/shipments/carrier-name.ts";
import { listViews } from "#app/features/shipments/list-views.ts";
import { silentAfterMs } from "#app/features/shipments/shown-state.ts";
import { transitSums } from "./sum-transit.server.ts";

const dayMs = 86_400_000;
const deliveredDays = 7;
// It is once an hour: three of them that failed are no accident.
const lateMs = 3 * 3_600_000;

/** The home page: four statements, none of which reads more than it shows or counts. */
export async function loadHome(
  app: Pick<App, "db" | "clock" | "env">,
  shop: Shop,
): Promise<HomeView & { guide: GuideView }> {
  const now = app.clock.now();
  const { id: shopId, timeZone, stalledDays } = shop;
  const today = shopDayOf(now, timeZone);
  const [overview, groups, transit, activity] = await Promise.all([
    loadOverview(app.db, {
      shopId,
      domain: shop.domain,
      inTransit: listViews.in_transit.states ?? [],
      outForDelivery: listViews.out_for_delivery.states ?? [],
      deliveredSince: new Date(now.getTime() - deliveredDays * dayMs),
    }),
    listCauses(app.db, {
      shopId,
      since: startOfShopDay(addDays(today, -1), timeZone),
      restMs: { stalled: stalledDays * dayMs, silent: silentAfterMs },
    }),
    loadSums(app.db, transitSums, {
      ...{ shopId, now },
      ...{ from: addDays(today, 1 - 2 * summaryDays), to: today },
    }),
    listActivity(app.db, shopId),
  ]);
  const { digestClosedOn } = readGuideProgress(shop.onboarding);
  const isDigestWanted = shop.digest && digestClosedOn !== today;
  return {
    now: now.toISOString(),
    timeZone,
    hasParcels: overview.hasParcels,
    automaticRegistration: shop.automaticRegistration,
    figures: {
      inTransit: capped(overview.inTransit),
      outForDelivery: capped(overview.outForDelivery),
      delivered: capped(overview.delivered),
      needsAttention: sumOf(groups.map(({ parcels }) => parcels)),
    },
    transit,
    attention: withAccount(groups, overview),
    stalledDays,
    digest: isDigestWanted ? digestOf(groups) : [],
    activity: withImport(
      activity.map(withCarrierName),
      overview.lastImport,
      activityLimit,
    ),
    health: healthOf(shop, overview, now),
    guide: guideOf(app, shop, overview),
  };
}

function guideOf(
  { env }: Pick<App, "env">,
  shop: Shop,
  { account, imported }: Overview,
): GuideView {
  const { dismissed, skipped } = readGuideProgress(shop.onboarding);
  return {
    dismissed,
    skipped,
    account: account?.kind ?? "none",
    imported,
    writeBack: writeBackOf(shop),
    themeEditorUrl: themeEditorUrlOf(env.shopifyApiKey),
  };
}

function healthOf(shop: Shop, overview: Overview, now: Date): Health {
  const { underWay, lastWebhookAt, lastPushAt, account, unwritten } = overview;
  const checkedAt = shop.reconciledAt ?? shop.installedAt;
  return {
    underWay,
    lastWebhookAt: lastWebhookAt?.toISOString() ?? null,
    lastPushAt: lastPushAt?.toISOString() ?? null,
    reconciledAt: shop.reconciledAt?.toISOString() ?? null,
    reconcileIsLate: now.getTime() - checkedAt.getTime() > lateMs,
    account,
    writeBack: writeBackOf(shop),
    unwritten: capped(unwritten),
  };
}

function writeBackOf(shop: Shop): Health["writeBack"] {
  if (!shop.writeBack) return "off";
  return hasScope(shop, writeScope) ? "on" : "no_permission";
}

function withCarrierName(activity: Activity): Activity {
  const { what } = activity;
  return what.kind === "deed"
    ? { ...activity, what: { ...what, carrier: carrierNameOf(what.carrier) } }
    : activity;
}
