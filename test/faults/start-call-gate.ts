import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { GateMessage } from "./call-gate-thread.ts";

/**
 * Stands before KeyDelivery's simulator and notes when each call comes, on a thread that does nothing else: the simulators'
 * own now and then stands still for some tenths of a second, and takes for one moment what came in several.
 */
export async function startCallGate(target: string) {
  const times: number[] = [];
  const thread = new Worker(new URL("call-gate-thread.ts", import.meta.url), {
    workerData: new URL(target).origin,
  });
  const [message] = (await once(thread, "message")) as [GateMessage];
  if (!("port" in message)) throw new Error("the gate has no port");
  thread.on("message", (note: GateMessage) => {
    if ("at" in note) times.push(note.at);
  });
  const { pathname } = new URL(target);
  return {
    baseUrl: `http://127.0.0.1:${message.port}${pathname}`,
    /** In milliseconds since 1970, in their order. */
    times: (): readonly number[] => times,
    close: () => thread.terminate(),
  };
}
