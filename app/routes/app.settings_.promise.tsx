import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPromiseDays } from "#app/domain/promise-days.ts";
import { PromisePage } from "#app/features/settings/promise-page.tsx";
import type { PromiseView } from "#app/features/settings/promise-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

/** Saved by the action of the settings page. */
export async function loader({
  request,
  context,
}: LoaderFunctionArgs): Promise<PromiseView> {
  const { shop } = await authenticateShop(context.app, request);
  const { retentionDays } = context.app.env;
  return {
    promiseDays: readPromiseDays(shop.promiseDays),
    limits: { retentionDays },
  };
}

export default function PromiseRoute() {
  return <PromisePage view={useLoaderData<typeof loader>()} />;
}
