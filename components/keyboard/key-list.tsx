import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NAV_ITEMS } from "#components/shell/nav-items.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { Permission } from "#lib/domain/permissions.ts";

const MAIN = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "") ? "⌘" : "Ctrl";

/** One list for people; what the keys do stands in `components/shell/keys.tsx`. */
const GROUPS = {
  everywhere: {
    palette: [MAIN, "K"],
    search: ["/"],
    list: ["?"],
    zone: ["T"],
    submit: [MAIN, "Enter"],
    close: ["Esc"],
  },
  list: {
    move: ["J", "K"],
    open: ["Enter"],
    tab: ["O"],
    peek: ["Space"],
    refund: ["R"],
    choose: ["X"],
    chooseToHere: ["⇧", "X"],
  },
  record: {
    refund: ["R"],
    approve: ["A"],
    sendBack: ["B"],
    reject: ["D"],
    withdraw: ["W"],
    copyId: ["C"],
    copyLink: ["⇧", "C"],
    neighbours: ["[", "]"],
  },
} as const;

type KeyListProps = {
  readonly permissions: readonly Permission[];
  readonly isOn: boolean;
  readonly onClose: () => void;
};

export function KeyList({ permissions, isOn, onClose }: KeyListProps) {
  const t = useTranslations("keys");
  const shell = useTranslations("shell.nav");
  const places = NAV_ITEMS.filter(({ needs }) => needs.some((one) => permissions.includes(one)));
  return (
    <Panel title={t("title")} place="middle" onClose={onClose}>
      <p className="px-5 pb-3 text-ink-soft text-sm">{isOn ? t("offHint") : t("off")}</p>
      <div className="grid gap-x-8 gap-y-5 px-5 pb-6 sm:grid-cols-2">
        {Object.entries(GROUPS).map(([group, keys]) => (
          <Group key={group} name={t(`group.${group as keyof typeof GROUPS}`)}>
            {Object.entries(keys).map(([does, row]) => (
              <Row key={does} does={t(`does.${does as "search"}`)} keys={row} />
            ))}
          </Group>
        ))}
        <Group name={t("group.go")}>
          {places.map(({ href, name, key }) => (
            <Row key={href} does={shell(name)} keys={["G", key.toUpperCase()]} />
          ))}
        </Group>
      </div>
    </Panel>
  );
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="grid content-start gap-1">
      <h3 className="pb-1 font-semibold text-sm">{name}</h3>
      <dl className="grid gap-1.5">{children}</dl>
    </section>
  );
}

function Row({ does, keys }: { readonly does: string; readonly keys: readonly string[] }) {
  return (
    <div className="flex items-baseline justify-between gap-4 text-sm">
      <dt className="text-ink-soft">{does}</dt>
      <dd className="flex shrink-0 gap-1">
        {keys.map((key) => (
          <kbd key={key} className="min-w-6 rounded-sm border bg-sunken px-1.5 text-center font-sans text-xs">
            {key}
          </kbd>
        ))}
      </dd>
    </div>
  );
}
