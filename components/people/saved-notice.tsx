import { Notice } from "#components/ui/notice.tsx";
import type { FormState } from "#lib/contracts/form.ts";

export function SavedNotice({ state, text }: { readonly state: FormState<unknown>; readonly text: string }) {
  return state.result?.ok ? <Notice tone="good" urgent title={text} /> : null;
}
