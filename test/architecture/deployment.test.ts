import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { memoryEnvironment } from "#test/sandbox/app-process.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(root, name), "utf8");
const known = new Set(
  [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name),
);
const roles = ["all", "web", "worker"];
const ofNode = ["NODE_ENV", ...Object.keys(memoryEnvironment)];

const compose = z
  .object({
    services: z.record(
      z.string(),
      z.object({
        environment: z.record(z.string(), z.string()),
        ports: z.array(z.string()).default([]),
        stop_grace_period: z.string().optional(),
      }),
    ),
  })
  .parse(parseYaml(read("compose.yaml"), { merge: true }));
const fly = z
  .object({
    env: z.record(z.string(), z.string()),
    processes: z.record(z.string(), z.string()),
    kill_timeout: z.string(),
    http_service: z.object({
      checks: z.array(z.object({ path: z.string(), interval: z.string() })),
    }),
  })
  .parse(parseToml(read("fly.toml")));
const variable = z.object({
  key: z.string().optional(),
  value: z.string().optional(),
  sync: z.boolean().optional(),
  fromService: z.object({ name: z.string(), envVarKey: z.string() }).optional(),
});
const render = z
  .object({
    envVarGroups: z.array(z.object({ envVars: z.array(variable) })),
    services: z.array(
      z.object({
        name: z.string(),
        envVars: z.array(variable),
        maxShutdownDelaySeconds: z.number(),
      }),
    ),
  })
  .parse(parseYaml(read("render.yaml")));
const packageJson = z.object({
  scripts: z.object({ start: z.string(), worker: z.string() }),
});
const dockerfile = read("Dockerfile");
const inImage = new Map(
  [...dockerfile.matchAll(/(?:^ENV | )([A-Z_]+)=(\S+)/gm)].map(
    ([, name = "", value = ""]) => [name, value],
  ),
);

describe("the recipes to run the app", () => {
  const { web, worker } = compose.services;
  const renderVariables = [...render.envVarGroups, ...render.services].flatMap(
    ({ envVars }) => envVars,
  );

  it("set variables that the app reads", () => {
    const set = [
      ...Object.keys({ ...web?.environment, ...worker?.environment }),
      ...Object.keys(fly.env),
      ...renderVariables.flatMap(({ key }) => key ?? []),
      ...inImage.keys(),
    ];
    expect(set.length).toBeGreaterThan(10);
    expect(
      set.filter((name) => !ofNode.includes(name) && !known.has(name)),
    ).toEqual([]);
  });

  it("set once more what .env would take from the image", () => {
    const [command = ""] =
      /docker run --name [^`]+/.exec(read("docs/operations.md")) ?? [];
    const lost = [...inImage].filter(([name]) => known.has(name));
    expect(lost.length).toBeGreaterThan(2);
    for (const [name, value] of lost) {
      expect(command).toContain(` -e ${name}=${value} `);
      for (const service of [web, worker])
        expect(service?.environment[name]).toBe(value);
    }
  });

  it("publish a port of the web alone", () => {
    expect(web?.ports).toHaveLength(1);
    expect(worker?.ports).toEqual([]);
  });

  // In a group Render ignores `sync`, and the variable is never asked for.
  it("have Render ask the web for secrets, which the worker takes from there", () => {
    const ofGroups = render.envVarGroups.flatMap(({ envVars }) => envVars);
    expect(ofGroups.filter(({ sync }) => sync !== undefined)).toEqual([]);
    const [asking, taking] = render.services;
    const asked = asking?.envVars.filter(({ sync }) => sync === false) ?? [];
    expect(asked.map(({ key }) => key)).toEqual([
      "SHOPIFY_API_KEY",
      "SHOPIFY_API_SECRET",
      "SHOPIFY_APP_URL",
    ]);
    for (const { key } of asked)
      expect(taking?.envVars).toContainEqual({
        key,
        fromService: { name: asking?.name, envVarKey: key },
      });
  });

  it("run both roles, and no other", () => {
    const found = [
      [web?.environment.ROLE, worker?.environment.ROLE],
      Object.values(fly.processes).map(
        (command) => /ROLE=(\w+)/.exec(command)?.[1],
      ),
      renderVariables.flatMap(({ key, value }) =>
        key === "ROLE" ? [value] : [],
      ),
    ];
    for (const one of found) {
      expect(one.sort()).toEqual(["web", "worker"]);
      expect(roles).toEqual(expect.arrayContaining(one));
    }
  });

  it("give a process the time that it takes to end", () => {
    const graceSeconds = Number(
      /graceMs = (\d+)_000/.exec(read("app/start-process.ts"))?.[1],
    );
    const given = [
      web?.stop_grace_period,
      worker?.stop_grace_period,
      fly.kill_timeout,
      ...render.services.map((one) => String(one.maxShutdownDelaySeconds)),
    ];
    for (const time of given)
      expect(parseInt(time ?? "", 10)).toBeGreaterThan(graceSeconds + 5);
  });

  it("ask twice at least whether a process that leaves is ready", () => {
    const leaveSeconds = Number(
      /leaveMs = (\d+)_000/.exec(read("app/start-process.ts"))?.[1],
    );
    const [check] = fly.http_service.checks;
    expect(check?.path).toBe("/readyz");
    expect(2 * parseInt(check?.interval ?? "", 10)).toBeLessThan(leaveSeconds);
  });

  it("copy into the image what is there, and start what npm start starts", () => {
    const copied = [...dockerfile.matchAll(/^COPY --from=build (.*) \S+$/gm)]
      .flatMap(([, from = ""]) => from.split(" "))
      .map((from) => from.replace("/app/", ""));
    expect(copied).toContain("build");
    for (const name of copied.filter((one) => one !== "build"))
      expect(existsSync(path.join(root, name)), name).toBe(true);
    const start = /"start": ".* node (\S+)"/.exec(read("package.json"))?.[1];
    expect(dockerfile).toContain(`CMD ["node", "${start}"]`);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it("give a process the memory that benchmarks measure it with", () => {
    const { NODE_OPTIONS, MALLOC_ARENA_MAX } = memoryEnvironment;
    const { scripts } = packageJson.parse(JSON.parse(read("package.json")));
    for (const script of [scripts.start, scripts.worker])
      expect(script).toContain(
        ` NODE_OPTIONS="\${NODE_OPTIONS:-${NODE_OPTIONS}}" MALLOC_ARENA_MAX=\${MALLOC_ARENA_MAX:-${MALLOC_ARENA_MAX}} node `,
      );
    expect(dockerfile).toContain(
      `\nENV NODE_OPTIONS="${NODE_OPTIONS}" MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX}\n`,
    );
  });
});
