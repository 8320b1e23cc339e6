import fc from "fast-check";
import { expect } from "vitest";
import {
  automationSchema,
  judgeParcel,
  readAutomation,
} from "#app/domain/automation.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { isContact, isSameContact } from "#app/domain/contact.ts";
import { countryCodeOf } from "#app/domain/country-code.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import { readPhone, readPhoneSharing } from "#app/domain/phone-sharing.ts";
import {
  promiseDaysSchema,
  promiseFor,
  readPromiseDays,
} from "#app/domain/promise-days.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";
import { readGuideProgress } from "#app/features/onboarding/guide-progress.ts";
import { asJson, border, orDeclared, type Border } from "../border.ts";
import { mutated, mutatedText } from "../mutate.ts";
import { z } from "zod";

/** Says the same of what it said: the key of a key. */
const keyBorder = (
  covers: string,
  keyOf: (text: string) => string,
  examples: string[],
) =>
  border(
    covers,
    mutatedText(...examples),
    (text) => {
      const key = keyOf(text);
      expect(keyOf(key)).toBe(key);
      expect(key).not.toMatch(/[\0\s]/);
    },
    3,
  );

export const textBorders: Border[] = [
  keyBorder(
    "app/domain/tracking-number.ts#normaliseTrackingNumber",
    normaliseTrackingNumber,
    ["1z 999 aa1", "ＪＪＤ０００３", "\u200b9926-933 413"],
  ),
  border(
    "app/domain/order-key.ts",
    mutatedText("#1001", " # 1001-a"),
    (name) => {
      const key = orderKeyOf(name);
      expect(key).not.toMatch(/[\0\s]/);
      // Of several signs the first goes.
      if (!name.normalize("NFKC").includes("#"))
        expect(orderKeyOf(`#${name}`)).toBe(key);
    },
    2,
  ),
  keyBorder("app/domain/company-key.ts", (text) => companyKey(text), [
    "DHL Express",
    "Österreichische Post",
  ]),
  border(
    "app/domain/phone-sharing.ts#readPhone",
    mutatedText(
      "+1 (416) 555-0100",
      "０１２３４５６７８",
      "\u202a555.625.1199",
    ),
    (typed) => {
      const phone = readPhone(typed);
      if (phone === undefined) return;
      expect(phone).toMatch(/^[+\d(][\d ()./-]{4,29}$/);
      expect(readPhone(phone)).toBe(phone);
    },
    3,
  ),
  border(
    "app/domain/phone-sharing.ts#readPhoneSharing",
    mutatedText("where_needed", "always"),
    (stored) =>
      expect(["never", "where_needed", "always"]).toContain(
        readPhoneSharing(stored),
      ),
  ),
  border(
    "app/domain/contact.ts",
    fc.record({
      typed: mutatedText("Ada@Example.com", "m5v 2t6", "90210-1234"),
      known: mutatedText("ada@example.com", "M5V2T6", "902101234"),
    }),
    ({ typed, known: stored }) => {
      const contact = { email: stored, postcode: stored };
      if (isSameContact(typed, contact)) expect(isContact(typed)).toBe(true);
      expect(isSameContact("", contact)).toBe(false);
    },
    2,
  ),
  border(
    "app/domain/country-code.ts",
    mutatedText("Canada", "Côte d’Ivoire", "de", "Hong Kong SAR"),
    (told) => {
      const code = countryCodeOf(told);
      if (code !== null) expect(countryCodeOf(code)).toBe(code);
    },
  ),
  border(
    [
      "app/domain/automation.ts#automationSchema",
      "app/domain/automation.ts#readAutomation",
    ],
    mutated({
      companies: { mode: "only", values: ["UPS"] },
      countries: { mode: "except", values: ["CA"] },
      tags: { mode: "only", values: ["a"] },
      delayHours: 4,
    }).map(asJson),
    async (stored) => {
      const rules = await orDeclared(() => readAutomation(stored), z.ZodError);
      if (!rules) return;
      expect(automationSchema.parse(rules)).toEqual(rules);
      const facts = { company: "UPS", countryCode: "CA", tags: undefined };
      expect(["tracked", "left_out", "tags_needed"]).toContain(
        judgeParcel(rules, facts).kind,
      );
    },
    2,
  ),
  border(
    [
      "app/domain/promise-days.ts#promiseDaysSchema",
      "app/domain/promise-days.ts#readPromiseDays",
    ],
    mutated({ default: 5, countries: { DE: 3 } }).map(asJson),
    (stored) => {
      const promise = readPromiseDays(stored);
      expect(promiseDaysSchema.parse(promise)).toEqual(promise);
      for (const code of ["DE", "constructor", "__proto__", null])
        expect(promiseFor(promise, code) ?? 1).toBeGreaterThan(0);
    },
    2,
  ),
  border(
    "app/features/onboarding/guide-progress.ts#readGuideProgress",
    mutated({
      dismissed: true,
      skipped: ["theme"],
      digestClosedOn: "2026-11-20",
    }).map(asJson),
    (stored) => {
      const progress = readGuideProgress(stored);
      expect(readGuideProgress(progress)).toEqual(progress);
    },
  ),
];
