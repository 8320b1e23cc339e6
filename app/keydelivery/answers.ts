import type { z } from "zod";
import { throttled, unreadable } from "./refusals.ts";
import { answerSchema } from "./schemas.ts";
import type { HttpAnswer } from "./send.ts";

export type Answer = ReturnType<typeof readAnswer>;

/** The body's code, whatever the HTTP status, except that 429 always means: slower. */
export function readAnswer({ text, ...head }: HttpAnswer) {
  const json = parseJson(text);
  const answer = answerSchema.safeParse(json);
  if (head.httpStatus === 429) throw throttled(answer.data?.code, head);
  if (text.trim() === "") throw unreadable("empty", head);
  if (json === undefined) throw unreadable("not_json", head);
  if (!answer.success) throw unreadable("shape", head);
  return { ...answer.data, head };
}

export function readData<Schema extends z.ZodType>(
  schema: Schema,
  answer: Answer,
): z.output<Schema> {
  const data = schema.safeParse(answer.data);
  if (!data.success) throw unreadable("shape", answer.head);
  return data.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
