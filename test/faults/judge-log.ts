import { readFileSync } from "node:fs";
import pg from "pg";
import type { SimulatedShop } from "#test/sandbox/shopify/world.ts";
import { check, type Check } from "./check.ts";
import { operator, type Topology } from "./topology.ts";

/** Whom every parcel of the run goes to. */
export const recipient = {
  email: "planted.person@example.com",
  phone: "+14165550123",
  postcode: "M5V 9Z9",
};

/** What all processes logged, through every kill and failure, holds no secret and nothing of a person. */
export async function judgeLog(
  topology: Topology,
  shops: SimulatedShop[],
): Promise<Check[]> {
  const log = readFileSync(topology.logFile, "utf8");
  const words = new Set(log.match(/[\w.~+/=-]{16,}/g));
  const secrets = [
    ...topology.secrets,
    operator.apiSecret,
    ...shops.flatMap(tokensOf),
  ];
  const scans = await readScans(topology.databaseUrl);
  const tokens = topology.keydelivery
    .trackings()
    .flatMap(({ webhookUrl }) => webhookUrl?.split("/").at(-1) ?? []);
  const wrong = [
    ...[...secrets, ...Object.values(recipient), ...scans].filter((text) =>
      log.includes(text),
    ),
    ...tokens.filter((token) => words.has(token)),
    ...(log.match(/\beyJ[\w-]{20,}/g) ?? []),
  ];
  return [
    {
      what: "the log has a line for each request and job",
      ok: /"msg":"request"/.test(log) && /"msg":"job"/.test(log),
      figure: `${log.split("\n").length} lines`,
    },
    check(
      "secrets, tokens, scans and what tells of a person are not in the log",
      wrong,
      secrets.length + tokens.length + scans.length + 3,
    ),
  ];
}

const tokensOf = ({ accessTokens, refreshTokens }: SimulatedShop) =>
  [...accessTokens, ...refreshTokens].map(({ token }) => token);

async function readScans(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    "SELECT DISTINCT context AS text FROM tracking_event WHERE length(context) > 15",
  );
  await client.end();
  return rows.map(({ text }) => text);
}
