"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";

const Dialog = dynamic(() => import("#components/ui/dialog.tsx").then((module) => module.Dialog), { ssr: false });
const Panel = dynamic(() => import("#components/ui/panel.tsx").then((module) => module.Panel), { ssr: false });

const TONES = {
  info: "It is so, and nothing has to be done.",
  good: "It is done.",
  warning: "It may go wrong: this is what to look at.",
  danger: "It went wrong: this is what to do.",
} as const;

/** What speaks beside the content, and what lies over it. */
export function Layers() {
  const [opened, setOpened] = useState<"dialog" | "side" | "middle" | null>(null);
  const close = () => setOpened(null);
  return (
    <Section id="layers" title="Notices and layers">
      <div className="grid gap-3">
        {Object.entries(TONES).map(([tone, text]) => (
          <Notice key={tone} tone={tone as keyof typeof TONES} title={tone}>
            {text}
          </Notice>
        ))}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpened("dialog")}>A question</Button>
          <Button onClick={() => setOpened("side")}>A look aside</Button>
          <Button onClick={() => setOpened("middle")}>A panel</Button>
        </div>
      </div>
      {opened === "dialog" && (
        <Dialog isOpen title="Approve 250.000 ₫?" description="It leaves in eight seconds." onClose={close}>
          <Button look="primary" onClick={close}>
            Confirm
          </Button>
        </Dialog>
      )}
      {(opened === "side" || opened === "middle") && (
        <Panel title="SO-1042" place={opened} onClose={close}>
          <p className="px-5 pb-5 text-sm">Escape leads back to the button that opened it.</p>
        </Panel>
      )}
    </Section>
  );
}
