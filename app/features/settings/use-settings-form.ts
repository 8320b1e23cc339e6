import type {
  CredentialField,
  SettingsAnswer,
  SettingsView,
} from "./settings-view.ts";
import { useAttempt } from "./use-attempt.ts";
import { useSave, type FormError } from "./use-save.ts";

const nothingTyped = { apiKey: "", apiSecret: "" };

/** The form of the main page: the account's credentials, and the settings that have no page of their own. */
export function useSettingsForm({ settings, limits }: SettingsView) {
  const { automaticRegistration, writeBack, digest, phoneSharing } = settings;
  const { contactLookUp } = settings;
  const save = useSave(
    {
      ...nothingTyped,
      automaticRegistration,
      writeBack,
      digest,
      phoneSharing,
      contactLookUp,
      stalledDays: String(settings.stalledDays),
      retentionDays: String(settings.retentionDays),
    },
    limits,
  );
  const test = useAttempt(nothingTyped);
  test.takeAnswer();
  const { values } = save;
  const isTested =
    test.sent.apiKey === values.apiKey &&
    test.sent.apiSecret === values.apiSecret;
  return {
    ...save,
    errorOf: (path: string): FormError | undefined =>
      save.errorOf(path) ?? testError(test, values, path),
    save() {
      test.forget();
      save.save();
    },
    discard() {
      test.forget();
      save.discard();
    },
    testing: test.running,
    /** Nothing once other credentials are typed. */
    testAnswer: isTested ? test.answer : undefined,
    test() {
      save.forget();
      const { apiKey, apiSecret } = values;
      const typed = { apiKey, apiSecret };
      test.submit(typed, { intent: "test", ...typed });
    },
  };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;

function testError(
  test: { answer: SettingsAnswer | undefined; sent: typeof nothingTyped },
  values: typeof nothingTyped,
  path: string,
) {
  if (test.answer?.outcome !== "invalid" || !isCredential(path))
    return undefined;
  return test.sent[path] === values[path]
    ? test.answer.errors[path]
    : undefined;
}

const isCredential = (path: string): path is CredentialField =>
  path in nothingTyped;
