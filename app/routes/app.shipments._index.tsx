import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { NotFoundError } from "#app/domain/app-error.ts";
import { changeSavedView } from "#app/features/shipments/change-saved-view.server.ts";
import type { SavedViewAnswer } from "#app/features/shipments/list-page-view.ts";
import { loadList } from "#app/features/shipments/load-list.server.ts";
import { readSavedViewIntent } from "#app/features/shipments/saved-view-schema.ts";
import { ShipmentsPage } from "#app/features/shipments/shipments-page.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadList(context.app, shop, request);
}

export async function action({
  request,
  context,
}: ActionFunctionArgs): Promise<SavedViewAnswer> {
  const { shop } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  const read = readSavedViewIntent(form);
  if (!read) throw new Response("Unknown intent", { status: 400 });
  if ("answer" in read) return read.answer;
  try {
    return await changeSavedView(context.app.db, shop.id, read);
  } catch (error) {
    if (error instanceof NotFoundError)
      throw new Response(null, { status: 404 });
    throw error;
  }
}

/** A call that fails is answered to the form, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<SavedViewAnswer> {
  try {
    return await serverAction<SavedViewAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

export default function ShipmentsRoute() {
  return <ShipmentsPage view={useLoaderData<typeof loader>()} />;
}
