import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { NotFoundError } from "#app/domain/app-error.ts";
import {
  readListIntent,
  type ListAnswer,
} from "#app/features/shipments/list-intent.ts";
import { loadList } from "#app/features/shipments/load-list.server.ts";
import { ShipmentsPage } from "#app/features/shipments/shipments-page.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { carryOutList } from "#app/use-cases/carry-out-list.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadList(context.app, shop, request);
}

export async function action({
  request,
  context,
}: ActionFunctionArgs): Promise<ListAnswer> {
  const { shop, actor } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  const read = readListIntent(form);
  if (!read) throw new Response("Unknown intent", { status: 400 });
  if ("answer" in read) return read.answer;
  try {
    return await carryOutList(context.app, { shop, actor }, read);
  } catch (error) {
    if (error instanceof NotFoundError)
      throw new Response(null, { status: 404 });
    throw error;
  }
}

/** A call that fails is answered to the form, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<ListAnswer> {
  try {
    return await serverAction<ListAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

export default function ShipmentsRoute() {
  return <ShipmentsPage view={useLoaderData<typeof loader>()} />;
}
