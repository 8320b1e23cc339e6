/**
 * A body that is written piece by piece: the next piece is made only once the last one was taken. Remix hands pieces to
 * the connection without looking whether it takes them; `drained` waits for that. Ends when `signal` is aborted.
 */
export function streamText(
  pieces: AsyncGenerator<string, undefined>,
  options: { signal: AbortSignal; drained?: () => Promise<void> },
): ReadableStream<Uint8Array> {
  const { signal, drained } = options;
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        await drained?.();
        if (signal.aborted) {
          await pieces.return(undefined);
          return controller.close();
        }
        const next = await pieces.next();
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
