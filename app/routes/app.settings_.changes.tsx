import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ChangesPage } from "#app/features/settings/changes-page.tsx";
import type { ChangesView } from "#app/features/settings/changes-view.ts";
import { listChanges } from "#app/features/settings/list-changes.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

const afterSchema = z.uuid().optional().catch(undefined);

export async function loader({
  request,
  context,
}: LoaderFunctionArgs): Promise<ChangesView> {
  const { shop, actor } = await authenticateShop(context.app, request);
  const asked = new URL(request.url).searchParams.get("after") ?? undefined;
  const after = afterSchema.parse(asked);
  const page = await listChanges(context.app.db, { shopId: shop.id, after });
  return {
    ...page,
    isLater: after !== undefined,
    staffId: actor.replace(/^staff:/, ""),
    timeZone: shop.timeZone,
  };
}

export default function ChangesRoute() {
  return <ChangesPage view={useLoaderData<typeof loader>()} />;
}
