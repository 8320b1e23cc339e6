import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const script = path.join(import.meta.dirname, "prepare-checkout.mjs");
const lock = {
  "": { version: "0.1.0" },
  "node_modules/pg": { version: "8.0.0", integrity: "sha512-pg" },
  "node_modules/only-darwin": { version: "1.0.0", optional: true },
};
const { "node_modules/pg": pg } = lock;

let folder: string;

function write(name: string, content: unknown) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    typeof content === "string" ? content : JSON.stringify(content),
  );
}

/** Runs the script in the folder: what it asked of npm, and what it said. */
function prepare(...flags: string[]) {
  write("asked", "");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, ...flags],
    {
      cwd: folder,
      env: { NODE_ENV: "test", PATH: `${folder}/bin:/usr/bin:/bin` },
      encoding: "utf8",
    },
  );
  const asked = readFileSync(path.join(folder, "asked"), "utf8");
  return { status, stdout, stderr, asked: asked.split("\n").filter(Boolean) };
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "prepare-checkout-"));
  // Stands where npm stands, and does as much of its work as can be seen from outside.
  write(
    "bin/npm",
    `#!/bin/sh
echo "$*" >> asked
echo "noise of npm"
case "$*" in
  ci*) mkdir -p node_modules && cp installed.json node_modules/.package-lock.json ;;
  *generate) mkdir -p node_modules/.prisma/client && cp prisma/schema.prisma node_modules/.prisma/client/ ;;
  *build) rm -rf build/server && mkdir -p build/server && cp app/main.ts build/server/index.js ;;
esac
`,
  );
  chmodSync(path.join(folder, "bin/npm"), 0o755);
  write("package-lock.json", { packages: lock });
  write("installed.json", { packages: { "node_modules/pg": pg } });
  write("prisma/schema.prisma", "model Shop {\n  id Int @id\n}\n");
  write("app/main.ts", "export {};\n");
});

afterEach(() => rmSync(folder, { recursive: true }));

const everything = [
  "ci --no-audit --no-fund",
  "run --silent generate",
  "run --silent build",
];

it("installs, generates and builds on a bare clone, with nothing on stdout", () => {
  expect(prepare("--build")).toMatchObject({
    status: 0,
    stdout: "",
    asked: everything,
  });
});

it("does nothing the second time", () => {
  prepare("--build");
  expect(prepare("--build")).toEqual({
    status: 0,
    stdout: "",
    stderr: "",
    asked: [],
  });
});

it("installs when the lockfile names another version", () => {
  prepare();
  write("package-lock.json", {
    packages: { ...lock, "node_modules/pg": { ...pg, version: "8.0.1" } },
  });
  expect(prepare().asked).toEqual([everything[0]]);
});

it("installs when something is left over from another lockfile", () => {
  prepare();
  write("node_modules/.package-lock.json", {
    packages: { "node_modules/pg": pg, "node_modules/old": pg },
  });
  expect(prepare().asked).toEqual([everything[0]]);
});

it("generates when the schema says something else, not when it is only indented", () => {
  prepare();
  write("prisma/schema.prisma", "model Shop {\n    id   Int @id\n}\n");
  expect(prepare().asked).toEqual([]);
  write("prisma/schema.prisma", "model Shop {\n  id BigInt @id\n}\n");
  expect(prepare().asked).toEqual([everything[1]]);
});

it("builds when a source changed, and after a build that was made of who knows what", () => {
  prepare("--build");
  write("app/main.ts", "export const changed = 1;\n");
  expect(prepare("--build").asked).toEqual([everything[2]]);
  spawnSync(path.join(folder, "bin/npm"), ["run", "build"], { cwd: folder });
  expect(prepare("--build").asked).toEqual([everything[2]]);
});

it("ends with npm's status and words when npm fails", () => {
  write("bin/npm", "#!/bin/sh\necho no such registry\nexit 7\n");
  const { status, stdout, stderr } = prepare();
  expect({ status, stdout }).toEqual({ status: 7, stdout: "" });
  expect(stderr).toContain("no such registry");
});
