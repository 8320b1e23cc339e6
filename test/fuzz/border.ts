import fc from "fast-check";
import { expect } from "vitest";
import type { z } from "zod";
import { planted } from "./hostile.ts";

/** Where something of the outside is read, how it is attacked, and what must hold whatever comes. */
export type Border = {
  /** "app/…/file.ts#export"; the file alone where what reads is the file's own. */
  covers: string[];
  /** Its part of all inputs. */
  weight: number;
  /** @param minutesMs instead of a number of inputs */
  attack(options: {
    inputs: number;
    seed: number;
    forMs: number | undefined;
  }): Promise<number>;
};

/** @param check throws where something does not hold */
export function border<Input>(
  covers: string | string[],
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
  weight = 1,
): Border {
  return {
    covers: [covers].flat(),
    weight,
    async attack({ inputs: numRuns, seed, forMs }) {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => {
          count += 1;
          await check(input);
        }),
        forMs === undefined
          ? { numRuns, seed }
          : {
              numRuns: Number.MAX_SAFE_INTEGER,
              seed,
              interruptAfterTimeLimit: forMs,
              markInterruptAsFailure: false,
            },
      );
      return count;
    },
  };
}

type ErrorClass = abstract new (...given: never[]) => Error;

/** The result, or undefined where one of the declared errors came, which holds nothing of the input's secrets. */
export async function orDeclared<Result>(
  run: () => Result,
  ...declared: ErrorClass[]
): Promise<Awaited<Result> | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!declared.some((one) => error instanceof one)) throw error;
    expect(describe(error)).not.toContain(planted);
    return undefined;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.name, error.message, error.stack, describe(error.cause)].join();
}

/** A schema gives a value or its issues, never an exception; what it gave is given again for itself where `isStable`. */
export function readsSafely<Schema extends z.ZodType>(
  schema: Schema,
  holds: (read: z.output<Schema>) => void = () => undefined,
): (input: unknown) => void {
  return (input) => {
    const read = schema.safeParse(input);
    if (read.success) holds(read.data);
    else expect(read.error.issues.length).toBeGreaterThan(0);
  };
}

/** A text's length as schemas count it: one outside the first plane of Unicode is one. */
export const lengthOf = (text: string): number => [...text].length;

/** What JSON makes of a value: what arrives in a body. */
export const asJson = (value: unknown): unknown => {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
};

/** Whether PostgreSQL takes all texts in it, as text and as JSON: no NUL, no half of a surrogate pair. */
export function expectStorable(value: unknown): void {
  const text = JSON.stringify(value) ?? "";
  expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/);
}
