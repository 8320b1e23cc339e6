import type { LoaderFunctionArgs } from "@remix-run/node";
import { shopDayOf } from "#app/domain/shop-day.ts";
import { exportList } from "#app/features/shipments/export-list.server.ts";
import { createExportWriter } from "#app/features/shipments/export-rows.server.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { streamText } from "#app/platform/http/stream-text.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { chooseLocale } from "#app/texts/choose-locale.ts";
import { createTexts } from "#app/texts/create-texts.ts";
import { findPageTexts } from "#app/texts/find-page-texts.ts";

/** The list as a file, for the page's script: it has the session token. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock } = context.app;
  const { shop } = await authenticateShop(context.app, request);
  const query = readListQuery(new URL(request.url).searchParams);
  const texts = createTexts(await findPageTexts(chooseLocale(request)));
  const now = clock.now();
  const file = exportList(db, {
    conditions: conditionsOf(query, shop, now),
    writer: createExportWriter(texts, shop),
  });
  const { signal } = request;
  return new Response(streamText(file, { signal, drained: context.drained }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="shipments-${shopDayOf(now, shop.timeZone)}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
