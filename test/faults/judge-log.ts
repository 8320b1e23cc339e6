import { readFileSync } from "node:fs";
import pg from "pg";
import type { SimulatedShop } from "#test/sandbox/shopify/world.ts";
import { check, type Check } from "./check.ts";
import { judgeLines } from "./judge-lines.ts";
import { planted, recipient, signer } from "./planted.ts";
import { operator, type Topology } from "./topology.ts";

/**
 * What all processes logged, through every kill and failure, has a line for each request and job, and holds no secret and
 * nothing of a person.
 */
export async function judgeLog(
  topology: Topology,
  shops: SimulatedShop[],
  interruptions: readonly number[],
): Promise<Check[]> {
  const log = readFileSync(topology.logFile, "utf8");
  const client = new pg.Client({ connectionString: topology.databaseUrl });
  await client.connect();
  try {
    return [
      ...(await judgeLines(client, topology, log, interruptions)),
      await judgeArrived(client),
      judgeSilence(topology, shops, log, await readScans(client)),
    ];
  } finally {
    await client.end();
  }
}

function judgeSilence(
  topology: Topology,
  shops: SimulatedShop[],
  log: string,
  scans: string[],
): Check {
  const words = new Set(log.match(/[\w.~+/=-]{16,}/g));
  const secrets = [
    ...topology.secrets,
    operator.apiKey,
    operator.apiSecret,
    ...shops.flatMap(tokensOf),
  ];
  const tokens = topology.keydelivery
    .trackings()
    .flatMap(({ webhookUrl }) => webhookUrl?.split("/").at(-1) ?? []);
  const wrong = [
    ...[...secrets, ...planted, ...scans].filter((text) => log.includes(text)),
    ...tokens.filter((token) => words.has(token)),
    ...(log.match(/\beyJ[\w-]{20,}/g) ?? []),
  ];
  return check(
    "secrets, tokens, scans and what tells of a person are not in the log",
    wrong,
    secrets.length + tokens.length + scans.length + planted.length,
  );
}

const tokensOf = ({ accessTokens, refreshTokens }: SimulatedShop) =>
  [...accessTokens, ...refreshTokens].map(({ token }) => token);

/** Or looking for it in the log would say nothing. */
async function judgeArrived(client: pg.Client): Promise<Check> {
  const person = Object.values(recipient);
  const { rows } = await client.query<{ text: string; count: number }>(
    `SELECT text, (SELECT count(*)::int FROM webhook_delivery
      WHERE position(text IN convert_from(body, 'UTF8')) > 0) AS count FROM unnest($1::text[]) AS text
    UNION ALL SELECT $2, count(*)::int FROM push WHERE position($2 IN convert_from(body, 'UTF8')) > 0`,
    [person, signer],
  );
  const missing = rows.filter(({ count }) => count === 0);
  return check(
    "what tells of a person came to the app in webhooks and pushes",
    missing.map(({ text }) => text),
    rows.reduce((sum, { count }) => sum + count, 0),
  );
}

async function readScans(client: pg.Client) {
  const { rows } = await client.query<{ text: string }>(
    "SELECT DISTINCT context AS text FROM tracking_event WHERE length(context) > 15",
  );
  return rows.map(({ text }) => text);
}
