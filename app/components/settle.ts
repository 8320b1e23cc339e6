/**
 * Lets a call of the router come to its end. Typed as void by some, it is a promise: rejected when the page is left, or
 * looked at again, while the answer is on its way.
 */
export function settle(call: unknown): void {
  void wait(call as Promise<void>);
}

async function wait(call: Promise<void>) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError"))
      throw error;
  }
}
