import type { Scenario } from "#test/sandbox/keydelivery/scenario.ts";

/** Whom every parcel of the run goes to. Each webhook tells it. */
export const recipient = {
  recipient: "Petra Plantedname",
  street: "12 Plantedstreet",
  email: "planted.person@example.com",
  phone: "+14165550123",
  postcode: "M5V 9Z9",
};

/** Who takes it. Each scan tells it. */
export const signer = "S. Plantedsigner";

/** The scenario as a carrier tells it that writes down with whom it dealt. */
export const withSigner = (scenario: Scenario): Scenario => ({
  ...scenario,
  steps: scenario.steps.map(({ push, ...step }) => ({
    ...step,
    push: push.scans
      ? {
          ...push,
          scans: push.scans.map((scan) => ({
            ...scan,
            context: `${scan.context} (${signer})`,
          })),
        }
      : push,
  })),
});

/** What of it the log must not hold. */
export const planted = [
  ...Object.values(recipient),
  ...["Plantedname", "Plantedstreet", "planted.person", "4165550123"],
  ...[signer, "Plantedsigner"],
];
