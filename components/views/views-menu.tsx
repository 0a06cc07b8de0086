import { useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { readDesk } from "#components/live/read-desk.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Input } from "#components/ui/input.tsx";
import type { SavedViewDto, SavedViewList } from "#lib/contracts/saved-views.ts";
import type { ViewActions } from "./saved-views.tsx";

type ViewsMenuProps = { readonly list: SavedViewList; readonly search: string; readonly actions: ViewActions };

export function ViewsMenu({ list, search, actions }: ViewsMenuProps) {
  const t = useTranslations("views");
  const queries = useQueryClient();
  const [isBusy, start] = useTransition();
  const [said, setSaid] = useState("");
  const { data: views } = useQuery({
    queryKey: ["views", list],
    queryFn: ({ signal }) => readDesk<readonly SavedViewDto[]>(`/api/desk/views?list=${list}`, signal),
  });
  const run = (act: () => Promise<{ readonly ok: boolean }>, done: string) =>
    start(async () => {
      const { ok } = await act().catch(() => ({ ok: false }));
      setSaid(ok ? done : t("failed"));
      await queries.invalidateQueries({ queryKey: ["views", list] });
    });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name")).trim();
    if (name !== "")
      run(() => actions.save({ list, name, search, isShared: form.get("isShared") === "on" }), t("saved", { name }));
  };
  return (
    <div className="absolute right-0 z-20 mt-1 grid w-72 gap-3 rounded-lg bg-surface p-3 text-sm shadow-pop">
      {views?.length === 0 && <p className="text-ink-soft">{t("none")}</p>}
      <ul className="grid max-h-64 gap-0.5 overflow-y-auto empty:hidden">
        {views?.map((view) => (
          <li key={view.id} className="flex items-center gap-1">
            <a
              href={`/${list}?${view.search}`}
              onClick={(event) => {
                event.preventDefault();
                goToSearch(`/${list}?${view.search}`);
              }}
              className="min-w-0 flex-1 truncate rounded px-2 py-1.5 font-medium hover:bg-hover max-sm:py-3"
            >
              {view.name} <ByWhom view={view} />
            </a>
            {view.by === null && (
              <button
                type="button"
                aria-label={t("remove", { name: view.name })}
                onClick={() => run(() => actions.remove({ viewId: view.id }), t("removed", { name: view.name }))}
                className="grid size-7 place-items-center rounded text-ink-faint hover:bg-hover hover:text-ink max-sm:size-11"
              >
                <X className="size-3.5" aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={save} className="grid gap-2 border-t pt-3">
        <Field name="name" id="view-name" label={t("name")}>
          {(control) => <Input {...control} required maxLength={40} autoComplete="off" />}
        </Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" name="isShared" className="size-4 accent-accent" />
          {t("share")}
        </label>
        <Button type="submit" size="sm" pending={isBusy}>
          {t("save")}
        </Button>
      </form>
      <p aria-live="polite" className="text-ink-soft text-xs empty:hidden">
        {said}
      </p>
    </div>
  );
}

function ByWhom({ view }: { readonly view: SavedViewDto }) {
  const t = useTranslations("views");
  if (view.by !== null) return <span className="font-normal text-ink-faint text-xs">{view.by}</span>;
  return view.isShared ? <span className="font-normal text-ink-faint text-xs">{t("shared")}</span> : null;
}
