import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import {
  useLoaderData,
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
} from "@remix-run/react";
import type { ImportAnswer } from "#app/features/backfill/backfill-view.ts";
import { ImportPage } from "#app/features/backfill/import-page.tsx";
import { importIntentSchema } from "#app/features/backfill/import-schema.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import {
  countBackfill,
  steerBackfill,
} from "#app/use-cases/backfill-actions.server.ts";
import { loadImport } from "#app/use-cases/load-import.server.ts";

/** How the import of past shipments goes on. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadImport(context.app, shop);
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
  return loadImport(context.app, shop);
}

/** A look that fails leaves the page as it is: the next one comes by itself. */
export function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  return answerOf(serverLoader<ImportAnswer>());
}

/** A call that fails is answered to the card, so that the page stays. */
export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOf(serverAction<ImportAnswer>());
}

async function answerOf(call: Promise<ImportAnswer>): Promise<ImportAnswer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Response && error.status < 500) throw error;
    return { failed: true };
  }
}

export default function ImportRoute() {
  return <ImportPage loaded={useLoaderData<ImportAnswer>()} />;
}
