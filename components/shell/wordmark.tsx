/** The product's name with its sign: money that turns back. */
export function Wordmark() {
  return (
    <p className="flex items-center gap-2 font-semibold text-base tracking-tight lg:px-2 lg:pt-1 lg:pb-5">
      <svg viewBox="0 0 24 24" className="size-6 text-accent" aria-hidden="true">
        <rect width="24" height="24" rx="6" fill="currentColor" />
        <path
          d="M7.5 10.25h6.75a3.25 3.25 0 0 1 0 6.5H10"
          className="stroke-accent-contrast"
          fill="none"
          strokeWidth="1.9"
          strokeLinecap="round"
        />
        <path
          d="m10.25 7.25-3 3 3 3"
          className="stroke-accent-contrast"
          fill="none"
          strokeWidth="1.9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Refund Desk
    </p>
  );
}
