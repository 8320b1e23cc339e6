import { benchAnalytics } from "./analytics.ts";
import { benchBlackFriday } from "./black-friday/black-friday.ts";
import { benchIngest } from "./ingest.ts";
import { benchPages } from "./pages.ts";
import { benchPush } from "./push.ts";
import { benchRegister } from "./register.ts";
import { benchScale } from "./scale.ts";
import { benchSoak } from "./soak/soak.ts";
import { benchStart } from "./start.ts";
import { benchStorefront } from "./storefront.ts";
import { benchVitals } from "./vitals.ts";

/** By their names on the command line. */
export const benches = {
  pages: benchPages,
  vitals: benchVitals,
  analytics: benchAnalytics,
  ingest: benchIngest,
  push: benchPush,
  register: benchRegister,
  storefront: benchStorefront,
  start: benchStart,
  scale: benchScale,
  soak: benchSoak,
  "black-friday": benchBlackFriday,
};
