import type { ReactNode } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** The usual ones are offered; any name of the time zone database is taken. */
const OFFERED = [
  "Asia/Ho_Chi_Minh",
  "Asia/Hong_Kong",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Bangkok",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "UTC",
];

type ZoneFieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error: string | null;
  readonly defaultValue: string | undefined;
};

export function ZoneField({ label, hint, error, defaultValue }: ZoneFieldProps) {
  return (
    <Field name="zone" label={label} hint={hint} error={error}>
      {(control) => (
        <>
          <Input {...control} list="zones" autoComplete="off" spellCheck={false} defaultValue={defaultValue} />
          <datalist id="zones">
            {OFFERED.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
