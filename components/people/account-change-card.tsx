"use client";

import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AccountChangeDto, AccountDifference } from "#lib/contracts/gateway-account.ts";
import { ChangeStep } from "./change-step.tsx";
import type { FormAction } from "./form-action.ts";
import { useAccountWords } from "./use-account-words.ts";

type AccountChangeCardProps = {
  readonly change: AccountChangeDto;
  readonly actions: {
    readonly confirm: FormAction<{ readonly gatewayAccountId: string }>;
    readonly withdraw: FormAction<{ readonly changeId: string }>;
  };
};

/** What one administrator wants and another one reads before it holds. */
export function AccountChangeCard({ change, actions }: AccountChangeCardProps) {
  const t = useTranslations("people.account.change");
  const gatewayName = useGatewayName();
  const account = `${gatewayName(change.gateway)} · ${change.label}`;
  const mayConfirm = !change.isYours && !change.isOutdated;
  return (
    <article aria-labelledby={`change-${change.id}`} className="grid gap-3">
      <div>
        <h3 id={`change-${change.id}`} className="font-medium text-sm">
          {change.isNew ? t("new", { account }) : t("changed", { account })}
        </h3>
        <p className="text-ink-soft text-sm">
          {t("by", { name: change.proposedBy })} · <Time iso={change.proposedAt} />
        </p>
      </div>
      <Differences caption={`${t("caption")}: ${account}`} differences={change.differences} />
      <p className="text-ink-soft text-sm">
        {change.isOutdated ? t("outdated") : change.isYours ? t("yours") : t("confirmText")}
      </p>
      <div className="flex flex-wrap gap-2">
        {mayConfirm && <ChangeStep action={actions.confirm} changeId={change.id} text={t("confirm")} look="primary" />}
        <ChangeStep action={actions.withdraw} changeId={change.id} text={t("withdraw")} look="secondary" />
      </div>
    </article>
  );
}

type DifferencesProps = { readonly caption: string; readonly differences: readonly AccountDifference[] };

function Differences({ caption, differences }: DifferencesProps) {
  const t = useTranslations("people.account.change");
  const words = useAccountWords();
  return (
    <Table isPlain aria-label={caption}>
      <thead>
        <tr>
          <Th>{t("field")}</Th>
          <Th>{t("before")}</Th>
          <Th>{t("after")}</Th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, before, after }) => (
          <tr key={field}>
            <Td className="text-ink-soft">{words.label(field)}</Td>
            <Td className="break-all text-ink-soft">{before || t("nothing")}</Td>
            <Td className="break-all font-medium">{after || t("nothing")}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
