import { useTranslations } from "next-intl";

export function useAuditKind(): (kind: string) => string {
  const t = useTranslations("people.audit.kind");
  return (kind) => {
    const key = kind.replaceAll(".", "_") as Parameters<typeof t.has>[0];
    return t.has(key) ? t(key) : kind;
  };
}
