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
  writeBack?: boolean;
};

const empty: Draft = { apiKey: "", apiSecret: "" };

/** The page's one form: what was typed, whether it differs from what is stored, and how saving went. */
export function useSettingsForm(view: SettingsView) {
  const [draft, setDraft] = useState(empty);
  const save = useAttempt();
  const test = useAttempt();
  const shown = {
    ...draft,
    automaticRegistration:
      draft.automaticRegistration ?? view.automaticRegistration,
    writeBack: draft.writeBack ?? view.writeBack,
  };
  const dirty = isDirty(shown, view);

  // A saved value leaves the draft; what was typed meanwhile stays.
  if (save.takeAnswer()?.outcome === "saved")
    setDraft((now) => without(now, save.submitted));
  test.takeAnswer();

  const forget = () => {
    save.forget();
    test.forget();
  };
  return {
    draft: shown,
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    dirty,
    errorOf: (field: CredentialField): FieldError | undefined =>
      save.errorOf(field, draft) ?? test.errorOf(field, draft),
    saving: save.running,
    saveAnswer: save.answer,
    save() {
      if (!dirty || save.running) return;
      forget();
      save.submit(draft, { intent: "save", ...fieldsOf(shown) });
    },
    discard() {
      forget();
      setDraft(empty);
    },
    testing: test.running,
    testAnswer: test.answerAbout(draft),
    test() {
      forget();
      test.submit(draft, { intent: "test", ...fieldsOf(draft) });
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
    /** Nothing once other credentials are typed. */
    answerAbout: (draft: Draft) =>
      !running && sameCredentials(submitted, draft) ? answer : undefined,
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
    writeBack:
      draft.writeBack === saved.writeBack ? undefined : draft.writeBack,
  };
}

const fieldsOf = (draft: Draft) => ({
  apiKey: draft.apiKey,
  apiSecret: draft.apiSecret,
  automaticRegistration: String(draft.automaticRegistration),
  writeBack: String(draft.writeBack),
});

const isDirty = (draft: Draft, view: SettingsView) =>
  draft.apiKey !== "" ||
  draft.apiSecret !== "" ||
  draft.automaticRegistration !== view.automaticRegistration ||
  draft.writeBack !== view.writeBack;

function sameCredentials(one: Draft, other: Draft) {
  return one.apiKey === other.apiKey && one.apiSecret === other.apiSecret;
}
