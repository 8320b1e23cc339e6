import { Button, Form, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "./list-page-view.ts";
import { longestViewName } from "./list-query.ts";
import { ListStrip } from "./list-strip.tsx";
import type { SavedViews } from "./use-saved-views.ts";

type Props = { views: SavedViews; saved: SavedView | undefined };

/** A view gets a name, another name, or goes. */
export function SavedViewForm({ views, saved }: Props) {
  const { form } = views;
  if (form === "new") return <NewView views={views} saved={saved} />;
  // Keyed: another tab is another name.
  if (form === "edit" && saved)
    return <EditView key={saved.id} views={views} saved={saved} />;
  return null;
}

function NewView({ views, saved }: Props) {
  const { t } = useTranslation("shipments");
  const [name, setName] = useState("");
  const { query, running, submit } = views;
  return (
    <ViewForm
      views={views}
      name={name}
      onChange={setName}
      onSubmit={() => submit({ intent: "save_view", name, query })}
      submitText={t("list.views.save")}
    >
      {saved && (
        <Button
          disabled={running}
          onClick={() => submit({ intent: "update_view", id: saved.id, query })}
        >
          {t("list.views.update", { name: saved.name })}
        </Button>
      )}
    </ViewForm>
  );
}

function EditView({ views, saved }: { views: SavedViews; saved: SavedView }) {
  const { t } = useTranslation("shipments");
  const [name, setName] = useState(saved.name);
  const { running, submit } = views;
  const { id } = saved;
  return (
    <ViewForm
      views={views}
      name={name}
      onChange={setName}
      onSubmit={() => submit({ intent: "rename_view", id, name })}
      submitText={t("list.views.rename")}
    >
      <Button
        tone="critical"
        disabled={running}
        onClick={() => submit({ intent: "delete_view", id })}
      >
        {t("list.views.delete")}
      </Button>
    </ViewForm>
  );
}

type FormProps = {
  views: SavedViews;
  name: string;
  onChange: (name: string) => void;
  onSubmit: () => void;
  submitText: string;
  children: React.ReactNode;
};

function ViewForm(props: FormProps) {
  const { t } = useTranslation("shipments");
  const { error, running, close } = props.views;
  return (
    <ListStrip>
      <Form onSubmit={props.onSubmit}>
        <InlineStack gap="200" blockAlign="start">
          <div className="view-name">
            <TextField
              label={t("list.views.name")}
              labelHidden
              placeholder={t("list.views.name")}
              value={props.name}
              onChange={props.onChange}
              error={error && t(`list.views.error.${error}`)}
              maxLength={longestViewName}
              showCharacterCount
              autoComplete="off"
              autoFocus
            />
          </div>
          <Button submit variant="primary" loading={running}>
            {props.submitText}
          </Button>
          {props.children}
          <Button onClick={close} disabled={running}>
            {t("list.views.cancel")}
          </Button>
        </InlineStack>
      </Form>
    </ListStrip>
  );
}
