import { createServer } from "node:http";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import "@shopify/shopify-app-remix/adapters/node";
import {
  ApiVersion,
  AppDistribution,
  shopifyApp,
} from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";

// The route that Shopify's template teaches: authenticate.webhook with sessions in Prisma, then 200. It stores nothing.
// Without Remix around it, which would only add to it.

const { DATABASE_URL, PORT, SHOPIFY_API_SECRET = "" } = process.env;
const origin = `http://127.0.0.1:${PORT}`;
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: DATABASE_URL }),
});
const shopify = shopifyApp({
  apiKey: "bench",
  apiSecretKey: SHOPIFY_API_SECRET,
  apiVersion: ApiVersion.October26,
  appUrl: origin,
  scopes: ["read_fulfillments", "read_orders"],
  distribution: AppDistribution.AppStore,
  sessionStorage: new PrismaSessionStorage(prisma),
  logger: { level: 0 },
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const headers = Object.entries(request.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    const asked = new Request(new URL(request.url ?? "/", origin), {
      method: "POST",
      headers,
      body: Buffer.concat(chunks),
    });
    shopify.authenticate.webhook(asked).then(
      ({ session }) => response.writeHead(session ? 200 : 500).end(),
      (refusal: unknown) =>
        response
          .writeHead(refusal instanceof Response ? refusal.status : 500)
          .end(),
    );
  });
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
process.on("SIGTERM", () => process.exit(0));
