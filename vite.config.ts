import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";

declare module "@remix-run/node" {
  // Only an interface merges with Remix's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Future {
    v3_singleFetch: true;
  }
}

/** Scripts and styles as serve-assets.server.ts sends them: compressed once, as small as it gets. */
const compressAssets: Plugin = {
  name: "compress-assets",
  apply: (_config, { command, isSsrBuild }) =>
    command === "build" && !isSsrBuild,
  async writeBundle({ dir = "" }, bundle) {
    const texts = Object.values(bundle).filter(({ fileName }) =>
      /\.(css|js)$/.test(fileName),
    );
    await Promise.all(
      texts.map(async (file) => {
        const place = path.join(dir, file.fileName);
        const content = file.type === "chunk" ? file.code : file.source;
        await writeFile(
          `${place}.br`,
          await promisify(brotliCompress)(content),
        );
        await writeFile(`${place}.gz`, await promisify(gzip)(content));
      }),
    );
  },
};

export default defineConfig({
  server: { host: "127.0.0.1" },
  build: { assetsInlineLimit: 0, target: "es2022" },
  plugins: [
    remix({
      appDirectory: "app",
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        // With it, what a page sends to a route that it has not heard of yet shows "not found".
        v3_lazyRouteDiscovery: false,
        v3_routeConfig: true,
      },
    }),
    compressAssets,
  ],
  // Named in full: what Vite finds later it bundles anew, and the first page would have two Reacts.
  optimizeDeps: {
    include: [
      "@remix-run/react",
      "@shopify/app-bridge-react",
      "@shopify/polaris",
      "@shopify/polaris-icons",
      "i18next",
      "react",
      "react-dom",
      "react-dom/client",
      "react-i18next",
      "react/jsx-dev-runtime",
      "react/jsx-runtime",
    ],
  },
});
