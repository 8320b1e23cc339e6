// What docs and facts of KeyDelivery name: a series for each.
const answerCodes = new Set(
  "101 102 103 104 105 106 200 401 404 405 406 429 60101 60201".split(" "),
);
const errorName = /^KeyDelivery([A-Z][a-z]+)+Error$/;

/**
 * KeyDelivery's code as a label, of which there are few, whatever it answers; without a code the name of our error,
 * "timeout" for KeyDeliveryTimeoutError.
 */
export function codeLabel(code: string): string {
  if (code === "none" || answerCodes.has(code)) return code;
  if (/^5\d\d$/.test(code)) return "5xx";
  if (errorName.test(code))
    return code.replace(/^KeyDelivery|Error$/g, "").toLowerCase();
  return "other";
}
