import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type {
  CredentialField,
  FieldError,
  SettingsAnswer,
  SettingsView,
} from "./settings-view.ts";

export type Draft = {
  apiKey: string;
  apiSecret: string;
  /** Undefined: as it is stored. */
  automaticRegistration?: boolean;
};

const empty: Draft = { apiKey: "", apiSecret: "" };

/** The page's one form: what was typed, whether it differs from what is stored, and how saving went. */
export function useSettingsForm(view: SettingsView) {
  const [draft, setDraft] = useState(empty);
  const save = useAttempt();
  const test = useAttempt();
  const { automaticRegistration = view.automaticRegistration } = draft;

  // A saved value leaves the draft; what was typed meanwhile stays.
  if (save.takeAnswer()?.outcome === "saved")
    setDraft((now) => without(now, save.submitted));
  test.takeAnswer();

  const errorOf = (field: CredentialField): FieldError | undefined =>
    save.errorOf(field, draft) ?? test.errorOf(field, draft);
  const dirty =
    draft.apiKey !== "" ||
    draft.apiSecret !== "" ||
    automaticRegistration !== view.automaticRegistration;
  return {
    draft: { ...draft, automaticRegistration },
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    dirty,
    errorOf,
    saving: save.running,
    saveAnswer: save.answer,
    save() {
      if (!dirty || save.running) return;
      test.forget();
      save.submit(draft, {
        intent: "save",
        apiKey: draft.apiKey,
        apiSecret: draft.apiSecret,
        automaticRegistration: String(automaticRegistration),
      });
    },
    discard() {
      save.forget();
      test.forget();
      setDraft(empty);
    },
    testing: test.running,
    testAnswer: sameCredentials(test.submitted, draft)
      ? test.answer
      : undefined,
    test() {
      save.forget();
      const { apiKey, apiSecret } = draft;
      test.submit(draft, { intent: "test", apiKey, apiSecret });
    },
  };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;

/** One kind of submission: the draft that was sent and the answer to it, until it is forgotten. */
function useAttempt() {
  const fetcher = useFetcher<SettingsAnswer>();
  const [submitted, setSubmitted] = useState(empty);
  const [taken, setTaken] = useState<SettingsAnswer>();
  const [answer, setAnswer] = useState<SettingsAnswer>();
  const running = fetcher.state !== "idle";
  return {
    submitted,
    answer: running ? undefined : answer,
    running,
    /** The answer, once: when the loaders have run again after it. */
    takeAnswer() {
      if (running || !fetcher.data || fetcher.data === taken) return undefined;
      setTaken(fetcher.data);
      setAnswer(fetcher.data);
      return fetcher.data;
    },
    submit(draft: Draft, fields: Record<string, string>) {
      setSubmitted(draft);
      setAnswer(undefined);
      void fetcher.submit(fields, { method: "post" });
    },
    forget: () => setAnswer(undefined),
    /** An error is about the value that was sent: it stays until that value is changed. */
    errorOf(field: CredentialField, draft: Draft) {
      if (answer?.outcome !== "invalid" || draft[field] !== submitted[field])
        return undefined;
      return answer.errors[field];
    },
  };
}

function without(draft: Draft, saved: Draft): Draft {
  const keep = (field: CredentialField) =>
    draft[field] === saved[field] ? "" : draft[field];
  return {
    apiKey: keep("apiKey"),
    apiSecret: keep("apiSecret"),
    automaticRegistration:
      draft.automaticRegistration === saved.automaticRegistration
        ? undefined
        : draft.automaticRegistration,
  };
}

function sameCredentials(one: Draft, other: Draft) {
  return one.apiKey === other.apiKey && one.apiSecret === other.apiSecret;
}
