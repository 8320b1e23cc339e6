import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  useLoaderData,
  useRouteError,
} from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useTranslation } from "react-i18next";
import { ErrorPage } from "#app/components/error-page.tsx";
import type { FrameData } from "#app/components/frame-data.ts";
import { NextPage } from "#app/components/next-page.tsx";
import { PolarisProvider } from "#app/components/polaris-provider.tsx";
import { TroubleBanner } from "#app/components/trouble-banner.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadTrouble } from "#app/use-cases/load-trouble.server.ts";

const newestAppBridge = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

export async function loader({
  request,
  context,
}: LoaderFunctionArgs): Promise<FrameData> {
  const { env } = context.app;
  const { shop } = await authenticateShop(context.app, request);
  return {
    apiKey: env.shopifyApiKey,
    appBridgeUrl: env.simulation?.appBridgeUrl ?? newestAppBridge,
    trouble: await loadTrouble(context.app, shop),
  };
}

export default function AppRoute() {
  const { trouble } = useLoaderData<typeof loader>();
  return (
    <PolarisProvider>
      <Navigation />
      <NextPage>
        <TroubleBanner trouble={trouble} />
        <Outlet />
      </NextPage>
    </PolarisProvider>
  );
}

/** Shopify's own answers are pages that take the merchant on; what went wrong is told in our words. */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status < 400)
    return boundary.error(error);
  return (
    <PolarisProvider>
      <Navigation />
      <NextPage>
        <ErrorPage error={error} />
      </NextPage>
    </PolarisProvider>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

function Navigation() {
  const { t } = useTranslation("frame");
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("home")}
      </Link>
      <Link to="/app/shipments">{t("shipments")}</Link>
      <Link to="/app/carriers">{t("carriers")}</Link>
      <Link to="/app/analytics">{t("analytics")}</Link>
      <Link to="/app/settings">{t("settings")}</Link>
    </NavMenu>
  );
}
