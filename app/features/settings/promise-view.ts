import type { PromiseDays } from "#app/domain/promise-days.ts";
import type { SettingLimits } from "./check-changes.ts";

export type PromiseView = { promiseDays: PromiseDays; limits: SettingLimits };
