import { useEffect, useState } from "preact/hooks";

type Signal<Value> = {
  readonly value: Value;
  subscribe(listen: (value: Value) => void): () => void;
};

/** A value of Shopify's that can change while the block is shown. */
export function useSignal<Value>(signal: Signal<Value>): Value {
  const [value, setValue] = useState(() => signal.value);
  useEffect(() => signal.subscribe((next) => setValue(() => next)), [signal]);
  return value;
}
