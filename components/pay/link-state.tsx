import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import type { PaymentLinkDto, PaymentLinkState } from "#lib/contracts/payment-link.ts";

const TONES = {
  open: "blue",
  paid: "green",
  failed: "red",
  expired: "grey",
  differs: "orange",
} as const satisfies Record<PaymentLinkState, string>;

export function LinkState({ link }: { readonly link: PaymentLinkDto }) {
  const t = useTranslations("payLink");
  return <Chip tone={TONES[link.state]}>{t(`state.${link.state}`)}</Chip>;
}
