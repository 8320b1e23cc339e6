import "@fontsource-variable/inter/wght.css";
import "@shopify/polaris/build/esm/styles.css";
import "./components/app.css";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useReference } from "./components/failure.ts";
import type { FrameData } from "./components/frame-data.ts";
import { NonceContext } from "./components/nonce.ts";
import { PlainPage } from "./components/plain-page.tsx";

export const meta = () => [{ title: "Shipment tracking" }];

export function Layout({ children }: { children: ReactNode }) {
  const embedded = useRouteLoaderData<FrameData>("routes/app");
  const { i18n } = useTranslation();
  const nonce = useContext(NonceContext);
  return (
    // Read by entry.client.tsx. All our languages are written from left to right.
    <html
      lang={i18n.language}
      data-english={i18n.options.fallbackLng ? "" : undefined}
    >
      <head>
        {embedded && (
          <>
            <meta name="shopify-api-key" content={embedded.apiKey} />
            {/* Shopify wants App Bridge before every other script. */}
            <script
              src={embedded.appBridgeUrl}
              data-api-key={embedded.apiKey}
            />
          </>
        )}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const reference = useReference(error);
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <PlainPage
      about={missing ? "missing" : "failed"}
      reference={missing ? "" : reference}
    />
  );
}
