import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { loadBackfill } from "#app/features/backfill/load-backfill.server.ts";
import { importIntentSchema } from "#app/features/settings/import-schema.ts";
import type { ImportAnswer } from "#app/features/settings/settings-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import {
  countBackfill,
  steerBackfill,
} from "#app/use-cases/backfill-actions.server.ts";

/** How the import of past shipments goes on. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return { backfill: await loadBackfill(context.app.db, shop.id) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  const intent = importIntentSchema.safeParse(Object.fromEntries(form));
  if (!intent.success) throw new Response("Unknown intent", { status: 400 });
  const asked = { shopId: shop.id, actor };
  if (intent.data.intent === "count")
    await countBackfill(context.app, { ...asked, days: intent.data.days });
  else
    await steerBackfill(context.app, { ...asked, change: intent.data.intent });
  return { backfill: await loadBackfill(context.app.db, shop.id) };
}

/** A call that fails is answered to the card, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<ImportAnswer> {
  try {
    return await serverAction<ImportAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { failed: true };
  }
}
