import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { PlainPage } from "#app/components/plain-page.tsx";

export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) return redirect(`/app${search}`);
  return null;
}

export default function IndexRoute() {
  return <PlainPage about="welcome" />;
}
