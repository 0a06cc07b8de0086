"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState, useSyncExternalStore } from "react";

const never = () => () => {};

/** A page that a link has fetched ahead shows at once what was true then; what is true now follows. */
export function useFreshPage(): void {
  const router = useRouter();
  const isHydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  const [cameWithDocument] = useState(isHydrating);
  useEffect(() => {
    if (!cameWithDocument) startTransition(() => router.refresh());
  }, [cameWithDocument, router]);
}
