import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Select } from "#components/ui/input.tsx";

export function ApprovalsSelect(props: ComponentProps<"select">) {
  const t = useTranslations("people.policy");
  return (
    <Select {...props}>
      {[0, 1, 2, 3, 4, 5].map((approvals) => (
        <option key={approvals} value={approvals}>
          {t("people", { approvals })}
        </option>
      ))}
    </Select>
  );
}
