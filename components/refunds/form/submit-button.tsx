import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { moneyText } from "#components/ui/money-text.ts";

type SubmitButtonProps = {
  /** As the server will read it. */
  readonly amount: string;
  readonly currency: string;
  readonly isSending: boolean;
  /** The same was asked for a moment ago: the next press says that it is meant. */
  readonly isRepeated: boolean;
};

/** The button says what it does, and that it is safe. */
export function SubmitButton({ amount, currency, isSending, isRepeated }: SubmitButtonProps) {
  const t = useTranslations("refundForm");
  const words = () => {
    if (isSending) return t("sending");
    if (isRepeated) return t("again");
    return /^\d+(\.\d+)?$/.test(amount) ? t("submit", { amount: moneyText(amount, currency) }) : t("submitEmpty");
  };
  return (
    <>
      <Button
        type="submit"
        look="primary"
        size="lg"
        pending={isSending}
        {...(isRepeated ? { name: "evenIfRepeated", value: "yes" } : {})}
      >
        {words()}
      </Button>
      <p className="text-center text-ink-faint text-xs">{t("reloadSafe")}</p>
    </>
  );
}
