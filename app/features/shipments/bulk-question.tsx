import { BlockStack, Button, Form, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CarrierPicker } from "#app/components/carrier-picker.tsx";
import { useCarrierChoice } from "#app/components/use-carrier-choice.ts";
import { useFormats } from "#app/components/use-formats.ts";
import { ListStrip } from "./list-strip.tsx";
import { emptyQuery } from "./list-query.ts";
import type { Bulk, BulkQuestion as Question, BulkScope } from "./use-bulk.ts";
import { useMatchCount } from "./use-match-count.ts";

/** Asks before many parcels are changed, and for the carrier that they get. */
export function BulkQuestion({ bulk }: { bulk: Bulk }) {
  const { question } = bulk;
  if (!question) return null;
  const key = `${question.kind} ${JSON.stringify(question.scope)}`;
  return <QuestionForm key={key} bulk={bulk} question={question} />;
}

function QuestionForm({ bulk, question }: { bulk: Bulk; question: Question }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const choice = useCarrierChoice();
  const counted = useScopeCount(question.scope);
  const { kind } = question;
  const isCarrier = kind === "choose_carrier";
  return (
    <ListStrip>
      <Form onSubmit={() => bulk.submit(question, choice.id)}>
        <BlockStack gap="300">
          <Text as="p">
            {counted
              ? t(`list.bulk.ask.${kind}`, {
                  count: counted.count,
                  number: formats.count(counted),
                })
              : t("list.bulk.counting")}
          </Text>
          {isCarrier && (
            <div className="carrier-field">
              <CarrierPicker
                choice={choice}
                error={
                  bulk.noCarrier && !choice.id
                    ? t("carrier.error.missing")
                    : undefined
                }
              />
            </div>
          )}
          <InlineStack gap="200">
            <Button submit variant="primary" loading={bulk.running}>
              {t(`list.bulk.action.${kind}`)}
            </Button>
            <Button onClick={bulk.close} disabled={bulk.running}>
              {t("list.bulk.cancel")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </ListStrip>
  );
}

function useScopeCount(scope: BulkScope) {
  const isAll = scope.kind === "all";
  const matching = useMatchCount(isAll ? scope.query : emptyQuery, isAll);
  return isAll ? matching : { count: scope.ids.length, more: false };
}
