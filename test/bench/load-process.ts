import autocannon from "autocannon";
import { signedWebhooks, type SignedWebhooks } from "./signed-webhooks.ts";
import { tokenPushes, type TokenPushes } from "./token-pushes.ts";

// The load, in a process of its own: what it is to send comes as JSON, what became of it goes out as JSON.

export type Load = {
  /** Of more than one, the connections are dealt out in turn. */
  url: string | string[];
  connections: number;
} & (SignedWebhooks | TokenPushes);

export type LoadResult = {
  /** Answers of 200. */
  accepted: number;
  /** Any other answer, or none. */
  failed: number;
  perSecond: number;
  p50: number;
  p99: number;
};

const load = JSON.parse(process.argv[2] ?? "") as Load;
const { url, count, connections } = load;
const each = Math.floor(count / connections);
const asked = { ...load, count: each * connections };
const requests = "secret" in asked ? signedWebhooks(asked) : tokenPushes(asked);
let client = 0;
let firstAt = 0;
let lastAt = 0;
const result = await new Promise<autocannon.Result>((resolve, reject) => {
  const running = autocannon(
    {
      // It takes several; its types know of one only.
      url: url as string,
      connections,
      amount: each * connections,
      timeout: 30,
      // Each connection has requests of its own: none is sent twice.
      setupClient(connection) {
        connection.setRequests(requests.slice(client * each, ++client * each));
      },
    },
    (error: unknown, told) =>
      error ? reject(new Error("no load", { cause: error })) : resolve(told),
  );
  // autocannon's own end is a tick of a second.
  running.on("start", () => (firstAt = performance.now()));
  running.on("response", () => (lastAt = performance.now()));
});
const seconds = (lastAt - firstAt) / 1_000;
const accepted = result["2xx"];
const answer: LoadResult = {
  accepted,
  failed: each * connections - accepted,
  perSecond: accepted / seconds,
  p50: result.latency.p50,
  p99: result.latency.p99,
};
process.stdout.write(JSON.stringify(answer));
