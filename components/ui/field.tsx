import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** What a control needs to be tied to its label, hint and error. */
export type ControlProps = {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
};

type FieldProps = {
  readonly name: string;
  readonly label: string;
  /** Needed where a page holds two fields of the same name. */
  readonly id?: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** At the right end of the label's line: a counter, "optional". */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: (control: ControlProps) => ReactNode;
};

export function Field({ name, label, id = `field-${name}`, hint, error, aside, className, children }: FieldProps) {
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(" ");
  return (
    <div className={cx("grid content-start gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {aside && <span className="text-ink-faint text-xs">{aside}</span>}
      </div>
      {children({ id, name, "aria-describedby": describedBy || undefined, "aria-invalid": error ? true : undefined })}
      {error && (
        <p id={errorId} className="font-medium text-red text-sm">
          {error}
        </p>
      )}
      {hint && (
        <div id={hintId} className="text-ink-soft text-xs">
          {hint}
        </div>
      )}
    </div>
  );
}
