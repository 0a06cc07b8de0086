import type { ReactNode } from "react";
import { Wordmark } from "#components/shell/wordmark.tsx";

/** The frame of the pages before the desk: signing in, choosing a password. */
export function EntryFrame({
  title,
  under,
  children,
}: {
  readonly title: string;
  readonly under?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-[22rem] gap-6">
        {/* The mark carries the spacing of the rail it was made for. */}
        <div className="lg:-mx-2 lg:-mb-5">
          <Wordmark />
        </div>
        <div className="grid gap-5 rounded-lg border bg-surface p-6 max-sm:p-5">
          <header className="grid gap-1">
            <h1 className="font-semibold text-xl">{title}</h1>
            {under && <p className="text-ink-soft text-sm">{under}</p>}
          </header>
          {children}
        </div>
      </div>
    </main>
  );
}
