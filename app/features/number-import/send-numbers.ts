import {
  mostPerCall,
  type NewRow,
  type NumbersAnswer,
  type TrackedVerdict,
} from "./number-import-view.ts";

// A lost answer does no harm: what was tracked is known the next time.
const waitsMs = [1_000, 4_000, 10_000];

/** @throws when the app does not answer */
export async function sendNumbers(
  fields: Record<string, string>,
): Promise<NumbersAnswer> {
  const response = await fetch("/app/shipments/import/numbers", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as NumbersAnswer;
}

/**
 * Has the rows tracked from that place on, some at a time.
 * @throws when the app does not answer after several tries
 */
export async function* trackedInCalls(
  rows: NewRow[],
  from: number,
): AsyncGenerator<TrackedVerdict[]> {
  for (let at = from; at < rows.length; at += mostPerCall)
    yield await track(rows.slice(at, at + mostPerCall));
}

async function track(rows: NewRow[]): Promise<TrackedVerdict[]> {
  const numbers = JSON.stringify(
    rows.map(({ fulfillmentId, number, company }) => ({
      fulfillmentId,
      number,
      company,
    })),
  );
  for (let tries = 0; ; tries++) {
    try {
      const answer = await sendNumbers({ intent: "track", numbers });
      if (answer.outcome === "tracked") return answer.verdicts;
      throw new Error("another answer");
    } catch (error) {
      const waitMs = waitsMs[tries];
      if (waitMs === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
