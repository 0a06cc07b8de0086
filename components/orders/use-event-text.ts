import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { useCauseWord } from "#components/refunds/use-cause-word.ts";
import { moneyText } from "#components/ui/money-text.ts";
import type { EventDto } from "#lib/contracts/refund.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";

/**
 * An event in the reader's language: a change of state by the state it led to and why, anything else by its kind.
 * One that has no words yet keeps its English sentence: better foreign than silent.
 */
export function useEventText(currency: string): (event: EventDto) => { readonly text: string; readonly by: string } {
  const t = useTranslations("event");
  const words = useTranslations("state");
  const gatewayName = useGatewayName();
  const causeWord = useCauseWord();

  const stateText = ({ data, text }: EventDto): string => {
    const to = REFUND_STATES.find((state) => state === data.to);
    if (!to) return text;
    if (data.from === null)
      return t("requested", { amount: moneyText(String(data.amount), String(data.currency)), state: words(to) });
    const why =
      data.reason ??
      (data.code
        ? t("gatewaySaid", { code: String(data.code), text: String(data.text ?? "") })
        : data.cause
          ? causeWord(String(data.cause))
          : data.case);
    return why ? `${words(to)}: ${why}` : words(to);
  };
  const checkedText = ({ data }: EventDto): string => {
    const [refunded, amount] = [data.refunded, data.amount].map((money) => moneyText(String(money), currency));
    return t(data.difference ? "checkedDiffers" : "checked", { refunded: refunded ?? "", amount: amount ?? "" });
  };
  const kindText = (event: EventDto): string => {
    const { kind, data, text } = event;
    if (kind === "payment.checked") return checkedText(event);
    const key = `kind.${kind.replaceAll(".", "_")}`;
    const shown = { ...data, amount: moneyText(String(data.amount), String(data.currency ?? currency)) };
    return t.has(key as never) ? t(key as never, shown as never) : text;
  };
  // Kept, because a name is looked up among words, where most names are not, and that is slow.
  const names = new Map<string, string>();
  const nameOf = (by: string): string => {
    const known = names.get(by);
    if (known !== undefined) return known;
    const name = t.has(`by.${by}` as never) ? t(`by.${by}` as never) : gatewayName(by);
    names.set(by, name);
    return name;
  };
  return (event) => ({
    text: event.kind === "refund.state" ? stateText(event) : kindText(event),
    by: nameOf(event.by),
  });
}
