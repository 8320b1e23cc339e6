// npm's audit, told apart: nothing found, something found, and a registry that cannot say. Further arguments go to npm.
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { z } from "zod";

const exitCodes = { clean: 0, vulnerable: 1, notAvailable: 3 } as const;

const reportSchema = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string() }),
  ),
  metadata: z.object({
    vulnerabilities: z.object({ high: z.number(), critical: z.number() }),
    dependencies: z.object({ prod: z.number() }),
  }),
});

async function audit(given: string[]): Promise<number> {
  const npm = spawn(
    "npm",
    [
      ...["audit", "--omit=dev", "--json"],
      ...["--fetch-retries=0", "--fetch-timeout=30000", ...given],
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const report = reportSchema.safeParse(parseJson(await text(npm.stdout)));
  if (!report.success) {
    say("audit not available");
    return exitCodes.notAvailable;
  }
  const { vulnerabilities, metadata } = report.data;
  for (const [name, { severity, range }] of Object.entries(vulnerabilities))
    say(`${severity}: ${name} ${range}`);
  const { high, critical } = metadata.vulnerabilities;
  say(
    `audit of ${metadata.dependencies.prod} packages: ${critical} critical, ${high} high`,
  );
  return high + critical > 0 ? exitCodes.vulnerable : exitCodes.clean;
}

function parseJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`);

process.exitCode = await audit(process.argv.slice(2));
