import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { NumberImportPage } from "#app/features/number-import/number-import-page.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadPayment } from "#app/use-cases/load-payment.server.ts";

/** What new trackings cost, before a file is chosen. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadPayment(context.app, shop.id);
}

export default function NumberImportRoute() {
  return <NumberImportPage payment={useLoaderData<typeof loader>()} />;
}
