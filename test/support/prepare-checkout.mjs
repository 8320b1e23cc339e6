// Runs on the system's Node before `npm test` and `npm run sandbox`, on a bare clone too: installs what is
// missing, generates the database client, and with --build makes the production build. Speaks on stderr only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";

const say = (text) => process.stderr.write(`${text}\n`);
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** npm keeps what it fetched in the home: where nobody can write there, in a folder that goes again. */
function cacheElsewhere() {
  const cache = process.env.npm_config_cache ?? path.join(homedir(), ".npm");
  try {
    const kept = path.join(cache, "_cacache");
    mkdirSync(kept, { recursive: true });
    accessSync(kept, constants.W_OK);
    return undefined;
  } catch {
    const folder = mkdtempSync(path.join(tmpdir(), "npm-cache-"));
    return { npm_config_cache: folder };
  }
}

function run(what, ...npmArguments) {
  say(`${what} …`);
  const withoutHome = cacheElsewhere();
  // Kept off stdout, where the sandbox prints its result; worth reading only when it failed.
  const { status, stdout, stderr, error } = spawnSync("npm", npmArguments, {
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...withoutHome, CHECKPOINT_DISABLE: "1" },
  });
  if (withoutHome)
    rmSync(withoutHome.npm_config_cache, { recursive: true, force: true });
  if (status === 0) return;
  say(`${stdout ?? ""}${stderr ?? ""}`);
  say(`${what} failed${error ? `: ${error.message}` : ""}`);
  process.exit(status ?? 1);
}

/** npm writes down what it installed, at the very end: a run that was cut short leaves no such list. */
function isInstalled() {
  const installed = read("node_modules/.package-lock.json");
  if (!installed) return false;
  const present = JSON.parse(installed).packages;
  const wanted = JSON.parse(read("package-lock.json")).packages;
  delete wanted[""];
  const fits = ([place, { version, integrity, optional, devOptional }]) =>
    present[place]
      ? present[place].version === version &&
        present[place].integrity === integrity
      : optional || devOptional; // Of another platform.
  return (
    Object.entries(wanted).every(fits) &&
    Object.keys(present).every((place) => place in wanted)
  );
}

/** The generator leaves the schema beside the client, indented anew. */
function isGenerated() {
  const words = (file) => read(file).replace(/\s+/g, " ").trim();
  return (
    words("prisma/schema.prisma") ===
    words("node_modules/.prisma/client/schema.prisma")
  );
}

const sources = [
  "app",
  "prisma/schema.prisma",
  "tsconfig.json",
  "vite.config.ts",
  "package-lock.json",
];
// Every build empties this folder, so a stamp in it never outlives the build that it speaks of.
const stamp = "build/server/.stamp";
const isBuilt = () =>
  existsSync("build/server/index.js") && read(stamp) === hashOf(sources);

function hashOf(entries) {
  const hash = createHash("sha256");
  const files = (entry) =>
    path.extname(entry) || !existsSync(entry)
      ? [entry]
      : readdirSync(entry, { recursive: true, withFileTypes: true })
          .filter((file) => file.isFile())
          .map((file) => path.join(file.parentPath ?? file.path, file.name));
  for (const file of entries.flatMap(files).sort())
    hash.update(`${file}\0`).update(read(file)).update("\0");
  return hash.digest("hex");
}

if (!isInstalled()) run("installing packages", "ci", "--no-audit", "--no-fund");
if (!isGenerated())
  run("generating the database client", "run", "--silent", "generate");
if (process.argv.includes("--build") && !isBuilt()) {
  // Read before the build: what is edited meanwhile is built next time.
  const hash = hashOf(sources);
  run("building", "run", "--silent", "build");
  writeFileSync(stamp, hash);
}
