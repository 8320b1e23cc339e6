import { spawnSync } from "node:child_process";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { lockedPackages } from "./read-lockfile.ts";

// What CycloneDX 1.5 asks of the parts that npm writes.
const bomSchema = z.object({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.literal("1.5"),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  metadata: z.object({ component: z.object({ "bom-ref": z.string() }) }),
  components: z.array(
    z.object({
      "bom-ref": z.string(),
      type: z.literal("library"),
      name: z.string().min(1),
      version: z.string().min(1),
      purl: z.string().startsWith("pkg:npm/"),
      hashes: z
        .array(
          z.object({
            alg: z.enum(["SHA-512", "SHA-1"]),
            content: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{128})$/),
          }),
        )
        .min(1),
    }),
  ),
  dependencies: z.array(
    z.object({ ref: z.string(), dependsOn: z.array(z.string()) }),
  ),
});

describe("the SBOM", () => {
  let bom: z.infer<typeof bomSchema>;
  beforeAll(() => {
    const { stdout } = spawnSync(
      process.execPath,
      ["test/supply-chain/write-sbom.ts"],
      { cwd: path.resolve(import.meta.dirname, "../.."), encoding: "utf8" },
    );
    bom = bomSchema.parse(JSON.parse(stdout));
  });

  it("names every package that is shipped, in its version, and no other", () => {
    const shipped = lockedPackages()
      .filter(({ dev }) => !dev)
      .map(({ name, version }) => `${name}@${version}`);
    const named = bom.components.map(
      ({ name, version }) => `${name}@${version}`,
    );
    expect(named.sort()).toEqual([...new Set(shipped)].sort());
    expect(named).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^express@/),
        expect.stringMatching(/^react@/),
      ]),
    );
  });

  it("refers to nothing that it does not name", () => {
    const named = new Set(
      [bom.metadata.component, ...bom.components].map(
        (component) => component["bom-ref"],
      ),
    );
    expect(named.size).toBe(bom.components.length + 1);
    for (const { ref, dependsOn } of bom.dependencies)
      for (const one of [ref, ...dependsOn]) expect(named).toContain(one);
  });
});
