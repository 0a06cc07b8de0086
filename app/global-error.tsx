"use client";

import "./globals.css";
import { buttonClass } from "#components/ui/button.tsx";

/** The last net: the frame itself broke, so there are no words but these. */
export default function GlobalError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="en" className="font-sans">
      <body>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-3 p-6 text-center">
          <h1 className="font-semibold text-xl">Refund Desk cannot show this page</h1>
          <p className="max-w-md text-ink-soft">
            Nothing was sent from this page. A request made just before is recognised when it is made again, and counts
            once.
          </p>
          {error.digest && <p className="font-mono text-ink-faint text-sm">Error ID {error.digest}</p>}
          <button type="button" onClick={reset} className={buttonClass({ look: "primary" })}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
