// The packages of a production install as CycloneDX, on stdout. `npm sbom --omit dev` leaves out each package that a
// development one wants too (express, react…): so npm is shown a lockfile that has no development packages.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readLockfile, readManifest } from "./read-lockfile.ts";

const lockfile = readLockfile();
// What is undefined is not written.
const manifest = { ...readManifest(), devDependencies: undefined };
const project = { ...lockfile.packages[""], devDependencies: undefined };
const shipped = Object.entries(lockfile.packages).filter(([, { dev }]) => !dev);
const packages = { ...Object.fromEntries(shipped), "": project };

const folder = mkdtempSync(path.join(tmpdir(), "sbom-"));
const write = (name: string, content: unknown) =>
  writeFileSync(path.join(folder, name), JSON.stringify(content));
write("package.json", manifest);
write("package-lock.json", { ...lockfile, packages });
const { status, error } = spawnSync(
  "npm",
  ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"],
  { cwd: folder, stdio: ["ignore", "inherit", "inherit"] },
);
rmSync(folder, { recursive: true });
if (error) throw error;
process.exitCode = status ?? 1;
