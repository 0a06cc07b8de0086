"use client";

import { Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ChaosDto, Fault, StartChaosInput } from "#lib/contracts/chaos.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

type ChaosFormProps = {
  readonly stages: ChaosDto["stages"];
  readonly start: (input: StartChaosInput) => Promise<ActionResult<unknown>>;
  readonly onStarted: () => void;
};

/** Which gateway, and what it shall do wrong. */
export function ChaosForm({ stages, start, onStarted }: ChaosFormProps) {
  const t = useTranslations("chaos");
  const gatewayName = useGatewayName();
  const sentenceOf = useErrorSentence();
  const [gateway, setGateway] = useState(
    stages.find((stage) => stage.gateway === "neox")?.gateway ?? stages[0]?.gateway ?? "",
  );
  const [chosen, setFault] = useState<Fault>("answer_lost");
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const faults = stages.find((stage) => stage.gateway === gateway)?.faults ?? [];
  const fault = faults.includes(chosen) ? chosen : faults[0];

  async function submit() {
    if (!fault) return;
    setPending(true);
    const answer = await start({ gateway, fault });
    setPending(false);
    setProblem(answer.ok ? null : sentenceOf(answer));
    if (answer.ok) onStarted();
  }

  return (
    <form
      className="grid gap-4 rounded-lg border bg-surface p-4 lg:sticky lg:top-7"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void submit();
      }}
    >
      <Choices
        legend={t("gateway")}
        name="gateway"
        options={stages.map((stage) => ({ value: stage.gateway, label: gatewayName(stage.gateway) }))}
        value={gateway}
        onChange={setGateway}
      />
      <Choices
        legend={t("fault")}
        name="fault"
        options={faults.map((one) => ({ value: one, label: t(`faults.${one}`), hint: t(`does.${one}`) }))}
        value={fault ?? ""}
        onChange={(value) => setFault(value as Fault)}
      />
      {problem && (
        <Notice tone="danger" urgent>
          {problem}
        </Notice>
      )}
      <Button type="submit" look="primary" pending={isPending} icon={<Zap className="size-4" aria-hidden="true" />}>
        {t("start")}
      </Button>
    </form>
  );
}

type ChoicesProps = {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function Choices({ legend, name, options, value, onChange }: ChoicesProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-9 cursor-pointer items-start gap-2.5 rounded px-2 py-1.5 text-sm hover:bg-hover has-checked:bg-accent-wash"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-describedby={option.hint && `${name}-${option.value}`}
            className="mt-0.5 size-4 accent-accent"
          />
          <span className="grid gap-0.5">
            <span>{option.label}</span>
            {option.hint && option.value === value && (
              <span id={`${name}-${option.value}`} className="text-ink-soft text-xs">
                {option.hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
