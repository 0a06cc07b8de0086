import type { ReactNode } from "react";

/** Nothing of the desk: what a page costs before it has anything to show. */
export default function FloorLayout({ children }: { readonly children: ReactNode }) {
  return <main>{children}</main>;
}
