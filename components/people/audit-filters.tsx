import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { AUDIT_KINDS } from "#lib/domain/audit-kinds.ts";
import { useAuditKind } from "./audit-kinds.ts";

/** A form that asks, so its answer has an address. */
export function AuditFilters({ search }: { readonly search: string }) {
  const t = useTranslations("people.audit");
  const kindText = useAuditKind();
  const value = (name: string) => new URLSearchParams(search).get(name) ?? "";
  return (
    <search>
      <form
        method="get"
        action="/settings/audit"
        className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,1fr)_14rem_10rem_10rem_auto]"
      >
        <Field name="q" label={t("search")} className="max-lg:col-span-full">
          {(control) => <Input {...control} type="search" placeholder={t("searchHint")} defaultValue={value("q")} />}
        </Field>
        <Field name="kind" label={t("what")} className="max-lg:col-span-full">
          {(control) => (
            <Select {...control} defaultValue={value("kind")}>
              <option value="">{t("everything")}</option>
              {AUDIT_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {kindText(kind)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field name="from" label={t("from")}>
          {(control) => <Input {...control} type="date" defaultValue={value("from")} />}
        </Field>
        <Field name="to" label={t("to")}>
          {(control) => <Input {...control} type="date" defaultValue={value("to")} />}
        </Field>
        {value("actor") && <input type="hidden" name="actor" value={value("actor")} />}
        <div className="flex gap-2 max-lg:col-span-full">
          <Button type="submit" look="primary">
            {t("show")}
          </Button>
          {search && (
            <ButtonLink href="/settings/audit" prefetch={false}>
              {t("clear")}
            </ButtonLink>
          )}
        </div>
      </form>
    </search>
  );
}
