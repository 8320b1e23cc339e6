import { readdirSync } from "node:fs";

const folder = new URL("../../../../app/shopify/graphql/", import.meta.url);

export type Operation = { file: string; name: string; document: string };

/** Every GraphQL document the app exports, whatever its file. */
export async function readOperations(): Promise<Operation[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const found = await Promise.all(files.sort().map(operationsOf));
  return found.flat();
}

async function operationsOf(file: string): Promise<Operation[]> {
  const url = new URL(file, folder).href;
  const exported = (await import(/* @vite-ignore */ url)) as object;
  return Object.entries(exported).flatMap(([name, value]) =>
    typeof value === "string" ? [{ file, name, document: value }] : [],
  );
}
