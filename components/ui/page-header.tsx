import type { ReactNode } from "react";

type PageHeaderProps = {
  readonly title: ReactNode;
  /** Above the title: the way back. */
  readonly over?: ReactNode;
  /** Under the title: the facts that name this page. */
  readonly under?: ReactNode;
  readonly actions?: ReactNode;
};

export function PageHeader({ title, over, under, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        {over && <div className="text-ink-soft text-sm">{over}</div>}
        <h1 className="min-w-0 break-words font-semibold text-xl">{title}</h1>
        {under && <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-soft text-sm">{under}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
