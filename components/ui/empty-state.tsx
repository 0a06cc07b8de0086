import type { ReactNode } from "react";

export function EmptyState({
  title,
  isPage = false,
  children,
  action,
}: {
  /** It is all there is on the page, so its title is the page's. */
  readonly isPage?: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-14 text-center">
      <Title className="font-medium text-base">{title}</Title>
      {children && <div className="max-w-md text-balance text-ink-soft text-sm">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
