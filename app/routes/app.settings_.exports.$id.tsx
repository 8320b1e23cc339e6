import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { fetchDataExport } from "#app/features/privacy/fetch-data-export.server.ts";
import { orMissing } from "#app/platform/http/or-missing.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

/** The file of a customer data request, for the page's script: it has the session token. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, clock } = context.app;
  const { shop } = await authenticateShop(context.app, request);
  const exportId = z.uuid().safeParse(params.id).data;
  if (!exportId) throw new Response(null, { status: 404 });
  const asked = { shopId: shop.id, exportId, now: clock.now() };
  const { content } = await orMissing(fetchDataExport(db, asked));
  return new Response(JSON.stringify(content, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="customer-data-${exportId}.json"`,
      "Cache-Control": "no-store",
    },
  });
}
