import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { Pool } from "pg";

// What storing a webhook costs at least: the signature, and one durable insert for each request. No job, no duplicates
// told apart, no limit, no log.

const { DATABASE_URL, PORT, SHOPIFY_API_SECRET = "" } = process.env;
const pool = new Pool({ connectionString: DATABASE_URL, max: 8 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop text NOT NULL, topic text NOT NULL, event_id text NOT NULL, body bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now())",
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const header = (name: string) =>
      String(request.headers[`x-shopify-${name}`]);
    const given = Buffer.from(header("hmac-sha256"), "base64");
    const good = createHmac("sha256", SHOPIFY_API_SECRET).update(body).digest();
    if (given.length !== good.length || !timingSafeEqual(given, good))
      return response.writeHead(401).end();
    pool
      .query({
        name: "floor",
        text: "INSERT INTO floor (shop, topic, event_id, body) VALUES ($1, $2, $3, $4)",
        values: [
          header("shop-domain"),
          header("topic"),
          header("event-id"),
          body,
        ],
      })
      .then(
        () => response.writeHead(200).end(),
        () => response.writeHead(503).end(),
      );
  });
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
process.on("SIGTERM", () => process.exit(0));
