export type Attributes = Record<string, string | number>;

/** Something that came in and was answered. */
export type Received = {
  name: string;
  attributes: Attributes;
  /** Of what it was stored as; undefined when it was not. */
  key: Uint8Array | undefined;
  isFailed: boolean;
  seconds: number;
};

/**
 * Spans of this process's work. Attributes are words and ids of our own: no names, numbers, tokens or texts of others.
 * A cause is the W3C traceparent of a span, perhaps of another process.
 */
export type Tracing = {
  /** Runs within a span: below its cause, else below the one that runs, else as the first of a trace. */
  span<T>(
    name: string,
    asked: {
      kind?: "client" | "consumer";
      attributes?: Attributes;
      cause?: string | null;
    },
    run: (note: (attributes: Attributes) => void) => Promise<T>,
  ): Promise<T>;
  /** The span that runs turns out to be caused by what was stored under this key. To be said before anything is below it. */
  causedBy(key: Uint8Array): void;
  /** The span that runs, as a cause for what is done later; undefined when there is none, or it is not kept. */
  current(): string | undefined;
  /** A span that is over. Whatever is caused by its key is below it. */
  received(received: Received): void;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
};

const ignore = () => undefined;

/** Without an exporter: what runs, runs. */
export const noTracing: Tracing = {
  span: (_name, _asked, run) => run(ignore),
  causedBy: ignore,
  current: ignore,
  received: ignore,
  close: () => Promise.resolve(),
};
