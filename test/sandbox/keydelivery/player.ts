import { sendPush } from "./send-push.ts";
import { hoursOf, type PushStep, type Scenario } from "./scenario.ts";
import { pushBody } from "./wire.ts";
import type { Tracking, World } from "./world.ts";

const hour = 3_600_000;

/** Plays a scenario from its start; its last scan lies about now. */
export function startPlaying(
  world: World,
  tracking: Tracking,
  scenario: Scenario,
) {
  if (tracking.scenario) return;
  tracking.scenario = scenario;
  tracking.clockMs = Date.now() - hoursOf(scenario) * hour;
  planStep(world, tracking, scenario);
}

function planStep(world: World, tracking: Tracking, scenario: Scenario) {
  const step = scenario.steps[tracking.stepsPlayed];
  if (!step) return;
  world.schedule.after(step.afterMs, async () => {
    tracking.stepsPlayed += 1;
    planStep(world, tracking, scenario);
    await playStep(world, tracking, step.push);
  });
}

/** What happens to the parcel, and the push that tells it. */
export async function playStep(
  world: World,
  tracking: Tracking,
  step: PushStep,
) {
  for (const scan of step.scans ?? []) {
    tracking.clockMs += (scan.hours ?? 0) * hour;
    tracking.scans.push({ ...scan, at: tracking.clockMs });
    tracking.statusCode = scan.code ?? tracking.statusCode;
  }
  tracking.statusCode = step.statusCode ?? tracking.statusCode;
  const body =
    step.replayOf === undefined
      ? pushBody(tracking, step)
      : tracking.sent.at(-step.replayOf);
  if (body === undefined)
    throw new Error(`nothing to replay ${step.replayOf} steps ago`);
  if (step.replayOf === undefined) tracking.sent.push(body);
  const copies = tracking.scenario?.copies ?? 1;
  await Promise.all(
    Array.from({ length: copies }, () => sendPush(world, tracking, body)),
  );
}
