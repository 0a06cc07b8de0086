import { useTranslations } from "next-intl";
import { CommentForm, type CommentFormProps } from "./comment-form.tsx";

/** A note at the head of a timeline. */
export function NoteForm(props: Pick<CommentFormProps, "action" | "about">) {
  const t = useTranslations("comments.note");
  return (
    <div className="mb-4 border-b pb-4">
      <CommentForm {...props} label={t("label")} hint={t("hint")} button={t("button")} />
    </div>
  );
}
