"use client";

import { Check } from "lucide-react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input, Select, Textarea } from "#components/ui/input.tsx";

const LOOKS: readonly ButtonLook[] = ["primary", "secondary", "quiet", "danger"];

/** What is pressed and typed into, in each of its states. */
export function Controls() {
  return (
    <Section id="controls" title="Controls">
      <div className="grid gap-5">
        <div className="grid gap-2">
          {LOOKS.map((look) => (
            <div key={look} className="flex flex-wrap items-center gap-2">
              <Button look={look} size="sm">
                Small
              </Button>
              <Button look={look} icon={<Check aria-hidden="true" className="size-4" />}>
                With a sign
              </Button>
              <Button look={look} size="lg">
                Large
              </Button>
              <Button look={look} pending>
                Under way
              </Button>
              <Button look={look} disabled>
                Not now
              </Button>
            </div>
          ))}
        </div>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Field name="plain" label="Plain" hint="What belongs here." aside="optional">
            {(control) => <Input {...control} placeholder="100000" />}
          </Field>
          <Field name="refused" label="Refused" error="100000.00 has more digits than VND: write 100000.">
            {(control) => <Input {...control} defaultValue="100000.00" />}
          </Field>
          <Field name="fixed" label="Fixed">
            {(control) => <Input {...control} readOnly value="BFTVVNVX" />}
          </Field>
          <Field name="chosen" label="Chosen">
            {(control) => (
              <Select {...control}>
                <option>Vietcombank</option>
                <option>BIDV</option>
              </Select>
            )}
          </Field>
          <Field name="long" label="Long">
            {(control) => <Textarea {...control} placeholder="A note for the approver" />}
          </Field>
          <Checkbox label="Show what is decided already" defaultChecked />
        </div>
      </div>
    </Section>
  );
}
