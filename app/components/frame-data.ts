import type { Trouble } from "./trouble.ts";

/** What the document of an embedded page needs for App Bridge, from the loader of routes/app. */
export type FrameData = {
  apiKey: string;
  appBridgeUrl: string;
  trouble: Trouble | null;
};
