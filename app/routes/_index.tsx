import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { PlainPage } from "#app/components/plain-page.tsx";

export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) return redirect(`/app${search}`);
  return null;
}

export default function IndexRoute() {
  return (
    <PlainPage title="Shipment tracking for Shopify">
      This app lives in the Shopify admin. Open it from the Apps list of your
      shop.
    </PlainPage>
  );
}
