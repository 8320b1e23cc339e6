// Who may import whom. test/architecture/import-rules.test.ts seeds a violation of each rule.

const serverOnly =
  "(\\.server\\.tsx?$|^app/(worker|ingress|jobs|platform|use-cases)/|^app/(server|main|start-process|migrate|replay|reseal)\\.ts$)";

const pages = "^app/(components/|features/.*\\.tsx$|root\\.tsx$)";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-imports-routes",
      severity: "error",
      from: { pathNot: "^test/(routes|journeys|attacks)/" },
      to: { path: "^app/routes/" },
    },
    {
      name: "nothing-imports-the-worker",
      comment: "Only the entry starts it.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/(worker/|start-process\\.ts$)" },
      to: { path: "^app/worker/" },
    },
    {
      name: "nothing-imports-test",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^test/" },
    },
    {
      name: "features-do-not-know-each-other",
      severity: "error",
      from: { path: "^app/features/([^/]+)/" },
      to: { path: "^app/features/", pathNot: "^app/features/$1/" },
    },
    {
      name: "features-do-not-know-who-joins-them",
      severity: "error",
      from: { path: "^app/features/" },
      to: { path: "^app/use-cases/" },
    },
    {
      name: "keydelivery-is-a-library",
      severity: "error",
      from: { path: "^app/keydelivery/" },
      to: { path: "^app/", pathNot: "^app/keydelivery/" },
    },
    {
      name: "keydelivery-speaks-through-its-index",
      severity: "error",
      from: { pathNot: "^(app/keydelivery/|test/keydelivery/)" },
      to: {
        path: "^app/keydelivery/",
        pathNot: "^app/keydelivery/index\\.ts$",
      },
    },
    {
      name: "domain-imports-nothing",
      comment: "But zod: a schema is a word too, shared by pages and server.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { pathNot: "^(app/domain|node_modules/zod)/" },
    },
    {
      name: "platform-knows-only-domain",
      severity: "error",
      from: { path: "^app/platform/" },
      to: { path: "^app/", pathNot: "^app/(platform|domain)/" },
    },
    {
      name: "rims-know-no-feature",
      severity: "error",
      from: { path: "^app/(components|texts|jobs|shopify|ingress)/" },
      to: { path: "^app/(features|use-cases)/" },
    },
    {
      name: "browser-code-stays-off-the-server",
      comment:
        "Types are fine: they are gone when the page is built. Routes are split by Remix.",
      severity: "error",
      from: {
        path: "^app/(components/|texts/|features/.*\\.tsx?$|entry\\.client|root\\.tsx$)",
        pathNot: "(\\.server\\.tsx?$)",
      },
      to: { path: serverOnly, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pages-leave-keydelivery-to-the-server",
      comment: "Its client and its 924 carriers would go into the page.",
      severity: "error",
      from: { path: pages },
      to: { path: "^app/keydelivery/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pages-have-no-node",
      severity: "error",
      from: { path: pages },
      to: { dependencyTypes: ["core"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-dev-dependency-at-run-time",
      severity: "error",
      // Remix reads routes.ts while it builds, and never again.
      from: { path: "^app/", pathNot: "^app/routes\\.ts$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\?url$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^build/" },
    // Without it type imports escape the rules.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
