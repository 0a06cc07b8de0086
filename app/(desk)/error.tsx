"use client";

import { DeskProblem } from "#components/shell/desk-problem.tsx";

/** What a page says when it broke: what happened, that no money moved by it, what to do, and the ID to tell us. */
export default function DeskErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return <DeskProblem digest={error.digest ?? null} onRetry={reset} />;
}
