/** Whether a recipient's phone goes to KeyDelivery. */
export const phoneSharings = ["never", "where_needed", "always"] as const;

type PhoneSharing = (typeof phoneSharings)[number];

const isPhoneSharing = (text: string): text is PhoneSharing =>
  (phoneSharings as readonly string[]).includes(text);

/** As it is stored; what is not known shares nothing. */
export const readPhoneSharing = (stored: string): PhoneSharing =>
  isPhoneSharing(stored) ? stored : "never";

/**
 * The carriers that "where needed" means. KeyDelivery names SF Express as one that wants a phone, and no other;
 * these are its ids in KeyDelivery's list of carriers.
 */
export const carriersThatNeedPhone: readonly string[] = [
  "sf_express",
  "sf_express_zh_hk",
];

const plausible = /^\+?[\d(][\d ()./-]*\d$/;
const fewestDigits = 6;
// E.164.
const mostDigits = 15;
const longest = 2 * mostDigits;
// Marks of direction come along when a phone is pasted.
const unseen = /\p{Cf}/gu;

/** What was typed as a phone, in plain signs; undefined where it cannot be one. It is not brought into another form. */
export function readPhone(typed: string): string | undefined {
  const phone = typed
    .normalize("NFKC")
    .replace(unseen, "")
    .replace(/\p{Pd}/gu, "-")
    .trim();
  const digits = phone.replace(/\D/g, "").length;
  const isPhone =
    phone.length <= longest &&
    plausible.test(phone) &&
    digits >= fewestDigits &&
    digits <= mostDigits;
  return isPhone ? phone : undefined;
}
