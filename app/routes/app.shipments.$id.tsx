import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import type { App } from "#app/app-context.ts";
import {
  readShipmentIntent,
  readShownEvents,
  shipmentIdSchema,
  type ShipmentIntent,
} from "#app/features/shipments/shipment-schema.ts";
import { ShipmentPage } from "#app/features/shipments/shipment-page.tsx";
import type { ShipmentAnswer } from "#app/features/shipments/shipments-view.ts";
import { orMissing } from "#app/platform/http/or-missing.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { archiveShipment } from "#app/use-cases/archive-shipment.server.ts";
import { loadParcelPage } from "#app/use-cases/load-parcel-page.server.ts";
import { refreshShipment } from "#app/use-cases/refresh-shipment.server.ts";
import { restartShipment } from "#app/use-cases/restart-shipment.server.ts";
import {
  chooseShipmentCarrier,
  retryShipment,
} from "#app/use-cases/shipment-actions.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, actor } = await authenticateShop(context.app, request);
  return orMissing(
    loadParcelPage(context.app, {
      shop,
      shipmentId: readId(params.id),
      reader: actor,
      shownEvents: readShownEvents(new URL(request.url)),
    }),
  );
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await authenticateShop(context.app, request);
  const shipmentId = readId(params.id);
  const form = await request.formData().catch(() => new FormData());
  const read = readShipmentIntent(form);
  if (!read) throw new Response("Unknown intent", { status: 400 });
  if ("answer" in read) return read.answer;
  const asked = { shopId: shop.id, shipmentId, actor };
  return orMissing(carryOut(context.app, asked, read));
}

async function carryOut(
  app: App,
  asked: { shopId: string; shipmentId: string; actor: string },
  intent: ShipmentIntent,
): Promise<ShipmentAnswer> {
  switch (intent.intent) {
    case "retry":
      await retryShipment(app, asked);
      return { outcome: "retried" };
    case "choose_carrier": {
      const { carrierId, remember } = intent;
      await chooseShipmentCarrier(app, { ...asked, carrierId, remember });
      return { outcome: "carrier_chosen" };
    }
    case "restart":
      await restartShipment(app, asked);
      return { outcome: "restarted" };
    case "refresh":
      return (await refreshShipment(app, asked))
        ? { outcome: "asked" }
        : { outcome: "asked_too_often" };
    case "archive":
      await archiveShipment(app, { ...asked, isArchived: true });
      return { outcome: "archived" };
    case "unarchive":
      await archiveShipment(app, { ...asked, isArchived: false });
      return { outcome: "unarchived" };
  }
}

/** A call that fails is answered to the form, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<ShipmentAnswer> {
  try {
    return await serverAction<ShipmentAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

function readId(text: string | undefined) {
  const id = shipmentIdSchema.safeParse(text);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
}

export default function ShipmentRoute() {
  const shipment = useLoaderData<typeof loader>();
  // Another parcel is another page: nothing typed or answered goes along.
  return <ShipmentPage key={shipment.id} shipment={shipment} />;
}
