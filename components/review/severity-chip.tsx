import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";

const TONES = { 1: "red", 2: "orange", 3: "grey" } as const;

/** How grave a case is, in a word and a colour. */
export function SeverityChip({ severity }: { readonly severity: number }) {
  const t = useTranslations("review.severity");
  const known = severity === 1 || severity === 2 ? severity : 3;
  return <Chip tone={TONES[known]}>{t(`${known}`)}</Chip>;
}
