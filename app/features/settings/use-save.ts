import { useState } from "react";
import { isSameValue } from "#app/domain/same-value.ts";
import {
  checkChanges,
  type SettingError,
  type SettingLimits,
} from "./check-changes.ts";
import { isSettingName } from "./setting-values.ts";
import type { CredentialField, FieldError } from "./settings-view.ts";
import { useAttempt } from "./use-attempt.ts";
import { useDraft } from "./use-draft.ts";

export type FormError = SettingError | FieldError | "changed";

/**
 * The one form of a settings page: its values as fields show them, what was changed of them, and how saving went.
 * Only what was changed is sent, with what was shown of it before.
 */
export function useSave<Values extends Record<string, unknown>>(
  stored: Values,
  limits: SettingLimits,
) {
  type Part = Partial<Values>;
  const draft = useDraft(stored);
  const attempt = useAttempt<Part>({});
  // An error is about the value that was sent: it stays until that value is changed.
  const [refused, setRefused] = useState<{ part: Part; errors: Errors }>();
  const { values, changed } = draft;

  const answer = attempt.takeAnswer();
  if (answer?.outcome === "saved") draft.settle(attempt.sent);
  if (answer?.outcome === "conflict") draft.look(answer.fields);
  if (answer) setRefused({ part: attempt.sent, errors: errorsOf(answer) });

  const partOf = () =>
    Object.fromEntries(changed.map((name) => [name, values[name]])) as Part;
  return {
    values,
    change: draft.change,
    dirty: changed.length > 0,
    saving: attempt.running,
    saveAnswer: attempt.answer,
    /** Of the value at this path, such as "promiseDays.countries.DE". */
    errorOf(path: string): FormError | undefined {
      const name = path.split(".")[0] ?? path;
      return refused && isSameValue(refused.part[name], values[name])
        ? refused.errors[path]
        : undefined;
    },
    save() {
      if (changed.length === 0 || attempt.running) return;
      const part = partOf();
      const settings = settingsOf(part);
      const checked = checkChanges(settings, limits);
      setRefused(
        "errors" in checked ? { part, errors: checked.errors } : undefined,
      );
      if ("errors" in checked) return attempt.forget();
      attempt.submit(part, {
        intent: "save",
        ...credentialsOf(part),
        changes: JSON.stringify(settings),
        seen: JSON.stringify(settingsOf(draft.seen)),
      });
    },
    discard() {
      attempt.forget();
      setRefused(undefined);
      draft.discard();
    },
    forget: attempt.forget,
  };
}

type Errors = Partial<Record<string, FormError>>;

function errorsOf(
  answer: NonNullable<ReturnType<ReturnType<typeof useAttempt>["takeAnswer"]>>,
): Errors {
  if (answer.outcome === "invalid")
    return { ...answer.errors, ...answer.settings };
  return answer.outcome === "conflict"
    ? Object.fromEntries(answer.fields.map((name) => [name, "changed"]))
    : {};
}

const entriesWhere = (part: object, test: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(part).filter(([name]) => test(name)));
const settingsOf = (part: object) => entriesWhere(part, isSettingName);
const credentialsOf = (part: object) =>
  entriesWhere(part, (name) => !isSettingName(name)) as Partial<
    Record<CredentialField, string>
  >;
