import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { signBody } from "#app/keydelivery/index.ts";

// A KeyDelivery that keeps nothing but when each create call came. It answers after a while, as its real one does, and
// refuses what is not signed as it should be.

export type Arrivals = {
  /** In the order they came, in milliseconds since 1970. */
  calls: { number: string; at: number }[];
  /** Calls of a number that was made before. */
  repeated: number;
  refused: number;
  mostAtOnce: number;
};

const { PORT, API_KEY = "", API_SECRET = "" } = process.env;
const nothing = (): Arrivals => ({
  ...{ calls: [], repeated: 0, refused: 0, mostAtOnce: 0 },
});
const made = new Set<string>();
let answerMs = 0;
let atOnce = 0;
let arrivals = nothing();

const createCall = z.object({
  tracking_number: z.string(),
  carrier_id: z.string(),
  webhook_url: z.url(),
});

async function create(request: IncomingMessage) {
  const at = performance.timeOrigin + performance.now();
  arrivals.mostAtOnce = Math.max(arrivals.mostAtOnce, ++atOnce);
  const body = Buffer.concat((await request.toArray()) as Buffer[]).toString();
  const isSigned =
    request.headers["api-key"] === API_KEY &&
    request.headers.signature === signBody(body, API_KEY, API_SECRET);
  const call = createCall.safeParse(isSigned ? JSON.parse(body) : null);
  await sleep(answerMs);
  atOnce -= 1;
  if (!call.success) {
    arrivals.refused += 1;
    return { code: 104, message: "Signature error." };
  }
  const { tracking_number: number } = call.data;
  arrivals.calls.push({ number, at });
  if (made.has(number)) {
    arrivals.repeated += 1;
    return { code: 60201, message: "Tracking already exists." };
  }
  made.add(number);
  return { code: 200, message: "OK" };
}

/** Begins to note anew, with another time that an answer takes. */
function begin(query: URLSearchParams) {
  answerMs = Number(query.get("answerMs"));
  arrivals = nothing();
  return {};
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(
    request.url ?? "",
    "http://localhost",
  );
  const answering =
    pathname === "/arrivals"
      ? Promise.resolve(arrivals)
      : pathname === "/begin"
        ? Promise.resolve(begin(searchParams))
        : create(request);
  answering.then(
    (answer) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify(answer)),
    () => response.destroy(),
  );
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
process.on("SIGTERM", () => process.exit(0));
