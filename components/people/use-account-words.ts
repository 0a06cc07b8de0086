import { useTranslations } from "next-intl";

type Words = {
  /** What a field is called; one that has no words yet is spelled out from its name. */
  readonly label: (name: string) => string;
  readonly hint: (name: string) => string | null;
};

export function useAccountWords(): Words {
  const t = useTranslations("people.account");
  const word = (key: string) => (t.has(key as never) ? t(key as never) : null);
  return {
    label: (name) => word(`field.${ownName(name)}`) ?? spelledOut(ownName(name)),
    hint: (name) => word(`hint.${ownName(name)}`),
  };
}

/** `settings.quietTimeS` is asked for as `quietTimeS`. */
function ownName(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

function spelledOut(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
