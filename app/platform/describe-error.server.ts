/**
 * What may be logged of an error: its name, its codes, where it was thrown, and as much of its message as holds
 * nothing of what it was about. Libraries quote values in messages, and keep requests, rows and headers in fields.
 * `secrets` are cut out wherever they stand.
 */
export function describeError(
  error: unknown,
  secrets: readonly string[] = [],
): unknown {
  if (!isErrorLike(error)) return { message: "not an error object" };
  return {
    name: error.name ?? "Error",
    message: maskText(messageOf(error), secrets).slice(0, longestMessage),
    ...factsOf(error),
    stack: framesOf(error),
    ...(error.cause === undefined
      ? {}
      : { cause: describeError(error.cause, secrets) }),
  };
}

type ErrorLike = {
  name?: string;
  message: string;
  stack?: string;
  cause?: unknown;
};

const longestMessage = 500;
const mostFrames = 20;
const withheld = "(withheld: it can quote values)";
// Beside those that say `retryable` or `remedy`: what they quote is ours.
const ownNames = new Set(["MigrationError", "EmbeddedPostgresError"]);

// pg-boss tells of its errors as objects without a class.
const isErrorLike = (error: unknown): error is ErrorLike =>
  error instanceof Error ||
  (typeof error === "object" &&
    error !== null &&
    "message" in error &&
    typeof error.message === "string" &&
    "stack" in error);

function messageOf(error: ErrorLike): string {
  const { name = "Error", message } = error;
  if (name.startsWith("Prisma") || name === "SyntaxError") return withheld;
  if ("issues" in error && Array.isArray(error.issues))
    return error.issues.slice(0, 10).map(describeIssue).join(", ");
  if ("retryable" in error || "remedy" in error || ownNames.has(name))
    return message;
  // Of a database's errors those about data quote it, the others quote names of tables and constraints.
  if ("severity" in error && !/^(22|P0)/.test(textOf(error, "code") ?? ""))
    return message;
  // Answers and invocations come in further lines.
  const line = maskQuoted(message.split("\n", 1)[0] ?? "");
  // What was no address at all can be anything.
  return name === "TypeError" ? line.replace(/\w{1,20}:\/\/.*/, "…") : line;
}

function describeIssue(issue: unknown): string {
  if (typeof issue !== "object" || issue === null) return "issue";
  const path = "path" in issue && Array.isArray(issue.path) ? issue.path : [];
  // The key of a record is as much a value as what it leads to.
  const steps = path.map((step) =>
    typeof step === "number" || /^[A-Za-z_]{1,40}$/.test(String(step))
      ? String(step)
      : "…",
  );
  return `${steps.join(".") || "value"}: ${textOf(issue, "code") ?? "invalid"}`;
}

/** Codes and names of a database's, of Prisma's, of the system's. */
function factsOf(error: ErrorLike) {
  const meta = "meta" in error ? error.meta : undefined;
  const facts = {
    code: textOf(error, "code"),
    constraint: textOf(error, "constraint"),
    table: textOf(error, "table"),
    syscall: textOf(error, "syscall"),
    model: textOf(meta, "modelName"),
    databaseCode: textOf(meta, "code"),
  };
  return Object.fromEntries(
    Object.entries(facts).filter(([, text]) => text !== undefined),
  );
}

function textOf(from: unknown, name: string): string | undefined {
  if (typeof from !== "object" || from === null) return undefined;
  const value = (from as Record<string, unknown>)[name];
  return typeof value === "string" && /^[\w.-]{1,80}$/.test(value)
    ? value
    : undefined;
}

// The stack begins with the message.
const framesOf = ({ stack = "" }: ErrorLike) =>
  stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, mostFrames)
    .join("\n");

const maskQuoted = (text: string) =>
  text.replace(/"[^"]*"/g, '"…"').replace(/(?<!\w)'[^']*'/g, "'…'");

// Each has an end to what it looks through before it finds its mark: a message can be long and made to slow this down.
const patterns: [RegExp, string][] = [
  [/(\w{1,20}:\/\/)[^\s/@]*@/g, "$1…@"],
  [/(\w{1,20}:\/\/[^\s?"']{1,2000})\?[^\s"')]*/g, "$1?…"],
  [/(callbacks\/[^/\s]+\/)[^\s"')]+/g, "$1…"],
  [/\beyJ[\w-]{0,500}(\.[\w-]*){1,2}/g, "…"],
  [/\bshp[a-z]{2,3}_\w+/g, "…"],
  [/\bBearer\s+\S+/gi, "Bearer …"],
  [/(?<![^\s@<>"'(])[^\s@<>"'(]+@[^\s@<>"')]+\.\w+/g, "…"],
  [/\+\d[\d ()./-]{6,}\d/g, "…"],
];

function maskText(text: string, secrets: readonly string[]) {
  const open = secrets.reduce(
    (rest, secret) => (secret ? rest.replaceAll(secret, "…") : rest),
    text,
  );
  return patterns.reduce(
    (rest, [pattern, mask]) => rest.replace(pattern, mask),
    open,
  );
}
