import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Colours } from "#components/design/colours.tsx";
import { Controls } from "#components/design/controls.tsx";
import { Layers } from "#components/design/layers.tsx";
import { Records } from "#components/design/records.tsx";
import { Words } from "#components/design/words.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata: Metadata = { title: "Design" };

/** Everything that screens are made of, on one page, for whoever builds them. In production there is none. */
export default function DesignPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  return (
    <ClientMessages>
      <main id="content" className="mx-auto grid max-w-[72rem] gap-5 p-6">
        <PageHeader title="Design" under="What every screen is made of: components/ui, and the refund's own words." />
        <Colours />
        <Words />
        <Controls />
        <Records />
        <Layers />
      </main>
    </ClientMessages>
  );
}
