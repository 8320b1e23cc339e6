import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "../..");
const versions = z.record(z.string(), z.string());
const manifestSchema = z.looseObject({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  allowScripts: z.record(z.string(), z.boolean()),
});
const lockfileSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
});

const read = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, name), "utf8"));

export const readManifest = () => manifestSchema.parse(read("package.json"));

export const readLockfile = () =>
  lockfileSchema.parse(read("package-lock.json"));

/** Every package of the lockfile, the project itself aside. `dev`: no production install has it. */
export const lockedPackages = () =>
  Object.entries(readLockfile().packages)
    .filter(([place]) => place !== "")
    .map(([place, locked]) => ({
      ...locked,
      name: place.split("node_modules/").at(-1) ?? place,
    }));
