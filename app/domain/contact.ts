const blank = /[\s\p{Cc}\p{Cf}-]/gu;

const emailKey = (text: string) => text.normalize("NFKC").trim().toLowerCase();
const postcodeKey = (text: string) =>
  text.normalize("NFKC").replace(blank, "").toUpperCase();

const email = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
// With a digit: no word of a shopper's is taken for one.
const postcode = /^(?=.*\d)[A-Z0-9]{3,10}$/;
const zipPlus4 = /^\d{9}$/;

/** Whether a text can be an email address or a postcode. */
export const isContact = (text: string): boolean =>
  email.test(emailKey(text)) || postcode.test(postcodeKey(text));

/** Whether it is one of these: case, blanks and dashes forgiven, and the last four digits of a long American ZIP code. */
export function isSameContact(
  typed: string,
  known: { email: string | null; postcode: string | null },
): boolean {
  if (known.email && email.test(emailKey(typed)))
    return emailKey(typed) === emailKey(known.email);
  const asked = postcodeKey(typed);
  const stored = postcodeKey(known.postcode ?? "");
  if (!postcode.test(asked)) return false;
  return (
    asked === stored || (zipPlus4.test(stored) && asked === stored.slice(0, 5))
  );
}
