import type { Tracking, World } from "./world.ts";

/** Sends a push until it is answered with code 200 in a JSON body, or was repeated often enough. */
export async function sendPush(
  world: World,
  tracking: Tracking,
  body: string,
  attempt = 1,
): Promise<void> {
  if (tracking.webhookUrl === null || world.schedule.signal.aborted) return;
  const answer = await post(world, tracking.webhookUrl, body);
  const { account, carrierId, number } = tracking;
  world.journal.pushes.push({
    at: Date.now(),
    account,
    carrierId,
    number,
    attempt,
    bytes: Buffer.byteLength(body),
    ...answer,
  });
  const { maxRepeats, retryDelayMs } = world.settings;
  if (answer.acknowledged || attempt > maxRepeats) return;
  world.schedule.after(retryDelayMs, () =>
    sendPush(world, tracking, body, attempt + 1),
  );
}

async function post(world: World, url: string, body: string) {
  const unheard = { httpStatus: null, acknowledged: false };
  // A simulator must not call out into the world.
  if (!/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname))
    return unheard;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.any([
        AbortSignal.timeout(world.settings.pushTimeoutMs),
        world.schedule.signal,
      ]),
    });
    const text = await response.text();
    const acknowledged = response.ok && codeIn(text) === 200;
    return { httpStatus: response.status, acknowledged };
  } catch {
    return unheard;
  }
}

function codeIn(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && "code" in json
      ? json.code
      : undefined;
  } catch {
    return undefined;
  }
}
