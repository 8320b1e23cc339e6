import { mostBytes, type FileRefusal } from "./number-import-view.ts";

/** The text of a file that the merchant chose, in the browser. */
export async function readNumberText(
  file: File,
): Promise<{ text: string } | { refusal: FileRefusal }> {
  if (file.size > mostBytes) return { refusal: { reason: "too_large" } };
  try {
    const bytes = await file.arrayBuffer();
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { refusal: { reason: "not_text" } };
  }
}
