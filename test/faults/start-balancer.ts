import {
  Agent,
  createServer,
  request as ask,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isReady } from "./until-ready.ts";

export type Balancer = {
  /** How often each status was answered, by whoever answered. */
  statuses(): Record<number, number>;
  /** Requests that a member did not answer. None is asked again. */
  unanswered(): string[];
  close(): Promise<void>;
};

const lookEveryMs = 250;

/**
 * Stands before web processes as a load balancer does: sends each request to the next of those whose /readyz said yes
 * when last asked, over connections that stay open.
 */
export async function startBalancer(
  port: number,
  members: readonly string[],
): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<string>();
  const statuses: Record<number, number> = {};
  const unanswered: string[] = [];
  let turn = 0;
  let wasReady = false;
  const answer = (response: ServerResponse, status: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    response.statusCode = status;
  };
  const forward = (asked: IncomingMessage, response: ServerResponse) => {
    const member = [...ready][turn++ % Math.max(ready.size, 1)];
    const refuse = (why: string) => {
      // While the first one starts there is nobody to send to.
      if (!wasReady) return response.writeHead(503).end();
      unanswered.push(`${asked.method} ${asked.url?.split("?")[0]}: ${why}`);
      answer(response, 502);
      return response.end();
    };
    if (!member) return refuse("nobody is ready");
    const passed = ask(
      new URL(asked.url ?? "/", member),
      { method: asked.method, headers: asked.headers, agent },
      (answered) => {
        answer(response, answered.statusCode ?? 502);
        for (const [name, value] of Object.entries(answered.headers))
          if (value !== undefined && name !== "connection")
            response.setHeader(name, value);
        answered.pipe(response);
      },
    );
    passed.on("error", ({ message }) => refuse(message));
    asked.pipe(passed);
  };
  const server = createServer(forward);
  await new Promise<void>((resolve) =>
    server.listen(port, "127.0.0.1", () => resolve()),
  );
  let isOpen = true;
  const watching = Promise.all(
    members.map(async (member) => {
      while (isOpen) {
        if (await isReady(member)) ready.add(member);
        else ready.delete(member);
        wasReady ||= ready.size > 0;
        await sleep(lookEveryMs);
      }
    }),
  );
  return {
    statuses: () => ({ ...statuses }),
    unanswered: () => [...unanswered],
    async close() {
      isOpen = false;
      await watching;
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
