import { useTranslations } from "next-intl";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ApiKeyDto } from "#lib/contracts/people.ts";
import { ConfirmedStep } from "./confirmed-step.tsx";
import type { FormAction } from "./form-action.ts";

export function ApiKeysTable({ keys, revoke }: { readonly keys: readonly ApiKeyDto[]; readonly revoke: FormAction }) {
  const t = useTranslations("people.apiKey");
  return (
    <Table aria-label={t("caption")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("key")}</Th>
          <Th>{t("createdAt")}</Th>
          <Th>{t("lastUsed")}</Th>
          <Th>{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <Td className="font-medium">{key.name}</Td>
            <Td className="figures font-mono">rdk_…{key.lastFour}</Td>
            <Td className="text-ink-soft">
              <Time iso={key.createdAt} /> · {key.createdBy}
            </Td>
            <Td className="text-ink-soft">{key.lastUsedAt ? <Time iso={key.lastUsedAt} /> : t("never")}</Td>
            <Td>
              {key.revokedAt ? (
                <span className="text-ink-soft">
                  {t("revoked")} <Time iso={key.revokedAt} style="short" />
                </span>
              ) : (
                <ConfirmedStep
                  action={revoke}
                  fields={{ apiKeyId: key.id }}
                  ask={t("revoke")}
                  text={t("revokeText")}
                  confirm={t("revokeConfirm", { name: key.name })}
                />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
