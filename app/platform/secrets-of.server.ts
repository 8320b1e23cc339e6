import type { Env } from "./env.server.ts";

/** What no line of a log may hold, whoever quotes it. */
export function secretsOf(env: Env): string[] {
  const { operatorAccount, databaseUrl } = env;
  const password = databaseUrl && new URL(databaseUrl).password;
  const secrets = [
    env.appSecret,
    env.appSecretPrevious,
    env.shopifyApiSecret,
    env.shopifyApiSecretPrevious,
    operatorAccount?.apiKey,
    operatorAccount?.apiSecret,
    password,
  ];
  return secrets.flatMap((secret) => secret || []);
}
