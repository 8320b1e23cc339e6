import type { Border } from "./border.ts";
import { addressBorders } from "./targets/addresses.ts";
import { fieldBorders } from "./targets/fields.ts";
import { formBorders } from "./targets/forms.ts";
import { keydeliveryBorders } from "./targets/keydelivery.ts";
import { sessionTokenBorders } from "./targets/session-tokens.ts";
import {
  orderNodeBorder,
  shopifyAnswerBorders,
} from "./targets/shopify-answers.ts";
import { textBorders } from "./targets/texts.ts";
import { tokenBorders } from "./targets/tokens.ts";
import { webhookBorders } from "./targets/webhooks.ts";
import { workBorders } from "./targets/work.ts";
import type { World } from "./world.ts";

/** Read without a running app: most inputs go here. */
export const pureBorders: Border[] = [
  ...keydeliveryBorders,
  ...webhookBorders,
  ...formBorders,
  ...fieldBorders,
  ...addressBorders,
  ...textBorders,
  ...workBorders,
  ...tokenBorders,
  orderNodeBorder,
];

/** Read by a running app. */
export const appBorders = (world: World): Border[] => [
  ...sessionTokenBorders(world),
  ...shopifyAnswerBorders(world),
];
