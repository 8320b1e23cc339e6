import { z } from "zod";

// The one place that reads the environment. Blank counts as unset.

const blankIsUnset = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(blankIsUnset, schema.optional());
const withDefault = <T extends z.ZodType<unknown, string>>(
  schema: T,
  value: string,
) =>
  z.preprocess((given) => blankIsUnset(given) ?? value, schema) as z.ZodType<
    z.output<T>
  >;
const required = (schema: z.ZodType<string, string>) =>
  z.preprocess(blankIsUnset, schema);

const port = z.coerce.number<string>().int().min(0).max(65535);
const origin = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text).origin);
const secret32 = z
  .string()
  .refine(
    (text) => Buffer.byteLength(text) >= 32,
    "needs at least 32 bytes, for example from `openssl rand -base64 32`",
  );

const schema = z
  .object({
    NODE_ENV: withDefault(z.string(), "development"),
    PORT: withDefault(port, "3000"),
    HOST: withDefault(z.string(), "127.0.0.1"),
    ROLE: withDefault(z.enum(["all", "web", "worker"]), "all"),
    DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
    DATA_DIR: withDefault(z.string(), ".data"),
    SHOPIFY_API_KEY: required(z.string()),
    SHOPIFY_API_SECRET: required(z.string()),
    SHOPIFY_API_SECRET_PREVIOUS: optional(z.string()),
    SHOPIFY_APP_URL: required(origin),
    CALLBACK_URL: optional(origin),
    SCOPES: withDefault(z.string(), "read_fulfillments,read_orders"),
    APP_SECRET: required(secret32),
    APP_SECRET_PREVIOUS: optional(secret32),
    KEYDELIVERY_API_URL: withDefault(
      z.url({ protocol: /^https?$/ }),
      "https://www.kd100.com/api/v1",
    ),
    KEYDELIVERY_API_KEY: optional(z.string()),
    KEYDELIVERY_API_SECRET: optional(z.string()),
    KEYDELIVERY_RATE: withDefault(
      z.coerce.number<string>().positive().max(1000),
      "5",
    ),
    KEYDELIVERY_SHOP_QUOTA: withDefault(
      z.coerce.number<string>().int().min(0).max(100_000_000),
      "1000",
    ),
    RETENTION_DAYS: withDefault(
      z.coerce.number<string>().int().min(1).max(3650),
      "90",
    ),
    METRICS_PORT: optional(port),
    METRICS_HOST: withDefault(z.string(), "127.0.0.1"),
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
    OTEL_SERVICE_NAME: withDefault(z.string(), "shipment-tracking"),
    OTEL_TRACES_SAMPLER_ARG: withDefault(
      z.coerce.number<string>().min(0).max(1),
      "1",
    ),
    LOG_LEVEL: withDefault(
      z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
      "info",
    ),
    ALLOW_SIMULATION: optional(z.string()),
    SHOPIFY_SIM_ORIGIN: optional(origin),
    APP_BRIDGE_URL: optional(z.url()),
  })
  .superRefine(checkCombinations);

type Raw = z.infer<typeof schema>;

/** The environment, validated. Times are in milliseconds, rates in calls per second. */
export type Env = ReturnType<typeof readEnv>;

/**
 * Reads and validates the environment.
 * @throws Error that names every wrong variable, never its value.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env) {
  const result = schema.safeParse(source);
  if (!result.success) throw new Error(describe(result.error));
  // Node would then trust whoever answers in the name of Shopify or KeyDelivery.
  if (source.NODE_TLS_REJECT_UNAUTHORIZED === "0")
    throw new Error(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: certificates are always checked",
    );
  const env = result.data;
  return {
    production: env.NODE_ENV === "production",
    port: env.PORT,
    host: env.HOST,
    role: env.ROLE,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    shopifyApiKey: env.SHOPIFY_API_KEY,
    shopifyApiSecret: env.SHOPIFY_API_SECRET,
    shopifyApiSecretPrevious: env.SHOPIFY_API_SECRET_PREVIOUS,
    appUrl: env.SHOPIFY_APP_URL,
    callbackUrl: env.CALLBACK_URL ?? env.SHOPIFY_APP_URL,
    scopes: env.SCOPES.split(",").map((scope) => scope.trim()),
    appSecret: env.APP_SECRET,
    appSecretPrevious: env.APP_SECRET_PREVIOUS,
    keydeliveryUrl: env.KEYDELIVERY_API_URL.replace(/\/+$/, ""),
    operatorAccount:
      env.KEYDELIVERY_API_KEY && env.KEYDELIVERY_API_SECRET
        ? {
            apiKey: env.KEYDELIVERY_API_KEY,
            apiSecret: env.KEYDELIVERY_API_SECRET,
          }
        : undefined,
    keydeliveryRate: env.KEYDELIVERY_RATE,
    shopQuota: env.KEYDELIVERY_SHOP_QUOTA,
    retentionDays: env.RETENTION_DAYS,
    metricsPort: env.METRICS_PORT,
    metricsHost: env.METRICS_HOST,
    tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
          serviceName: env.OTEL_SERVICE_NAME,
          ratio: env.OTEL_TRACES_SAMPLER_ARG,
        }
      : undefined,
    logLevel: env.LOG_LEVEL,
    simulation: env.SHOPIFY_SIM_ORIGIN
      ? {
          shopifyOrigin: env.SHOPIFY_SIM_ORIGIN,
          appBridgeUrl: env.APP_BRIDGE_URL,
        }
      : undefined,
  };
}

function checkCombinations(env: Raw, context: z.RefinementCtx) {
  const wrong = (name: keyof Raw, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  if (env.ROLE !== "all" && !env.DATABASE_URL)
    wrong("DATABASE_URL", `is needed when ROLE is ${env.ROLE}`);
  if (env.PORT !== 0 && env.METRICS_PORT === env.PORT && env.ROLE !== "worker")
    wrong("METRICS_PORT", "must not be PORT: it has a listener of its own");
  if (Boolean(env.KEYDELIVERY_API_KEY) !== Boolean(env.KEYDELIVERY_API_SECRET))
    wrong(
      "KEYDELIVERY_API_SECRET",
      "goes with KEYDELIVERY_API_KEY: set both or neither",
    );
  if (
    (env.SHOPIFY_SIM_ORIGIN || env.APP_BRIDGE_URL) &&
    env.ALLOW_SIMULATION !== "1"
  )
    wrong("SHOPIFY_SIM_ORIGIN", "is refused unless ALLOW_SIMULATION=1");
  if (env.SHOPIFY_SIM_ORIGIN && !isLoopback(env.SHOPIFY_SIM_ORIGIN))
    wrong("SHOPIFY_SIM_ORIGIN", "must be a loopback origin");
  const callbackUrl = env.CALLBACK_URL ?? env.SHOPIFY_APP_URL;
  if (
    !isLoopback(env.KEYDELIVERY_API_URL) &&
    (isLoopback(callbackUrl) || !callbackUrl.startsWith("https:"))
  )
    wrong(
      "CALLBACK_URL",
      "must be a public https origin: KeyDelivery keeps the first address of a parcel for ever",
    );
  if (
    env.KEYDELIVERY_API_URL.startsWith("http:") &&
    !isLoopback(env.KEYDELIVERY_API_URL)
  )
    wrong("KEYDELIVERY_API_URL", "must be https");
}

function isLoopback(url: string) {
  // One that is no URL is told of as such.
  const hostname = URL.parse(url)?.hostname ?? "";
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function describe(error: z.ZodError) {
  const lines = error.issues.map((issue) => {
    const name = issue.path.join(".");
    const missing = issue.code === "invalid_type" && issue.input === undefined;
    return `  ${name} ${missing ? "is not set" : issue.message}`;
  });
  return ["The environment is not usable:", ...lines].join("\n");
}
