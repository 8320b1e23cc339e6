import type { LoaderFunction, ServerBuild } from "@remix-run/node";
import { Outlet } from "@remix-run/react";
import { createElement } from "react";
import * as entry from "#app/entry.server.tsx";

const element = (text: string) => () =>
  createElement("html", null, createElement("body", null, text));

/** A build with the app's own entry, and small pages at the paths given; those under `raw` are loaders alone. */
export function buildOfPages(
  loaders: Record<string, LoaderFunction>,
): ServerBuild {
  const pages = Object.entries(loaders).map(([path, loader]) => ({
    id: path,
    path,
    parentId: "root",
    module: {
      loader,
      default: path.startsWith("raw") ? undefined : element(`page ${path}`),
    },
  }));
  const root = {
    id: "root",
    path: "",
    module: { default: Outlet, ErrorBoundary: element("an error page") },
  };
  const routes = Object.fromEntries(
    [root, ...pages].map((route) => [route.id, route]),
  );
  return {
    mode: "production",
    entry: { module: entry },
    routes,
    assets: manifestOf(Object.values(routes)),
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_lazyRouteDiscovery: false,
      v3_singleFetch: true,
    },
    isSpaMode: false,
  };
}

function manifestOf(
  routes: { id: string; path: string }[],
): ServerBuild["assets"] {
  const entries = routes.map(({ id, path }) => ({
    id,
    path,
    parentId: id === "root" ? undefined : "root",
    hasAction: false,
    hasLoader: id !== "root",
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: id === "root",
    module: `/assets/${id}.js`,
  }));
  return {
    entry: { imports: [], module: "/assets/entry.js" },
    routes: Object.fromEntries(entries.map((route) => [route.id, route])),
    url: "/assets/manifest.js",
    version: "1",
  };
}
