import { ArrowUp } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

type ArrivedRowsProps = { readonly count: number; readonly text: string; readonly onShow: () => void };

/** What came since, over the list's head: nothing moves until it is pressed. */
export function ArrivedRows({ count, text, onShow }: ArrivedRowsProps) {
  return (
    <div
      aria-live="polite"
      className="no-print pointer-events-none absolute inset-x-0 -top-3.5 z-20 flex justify-center [&>*]:pointer-events-auto"
    >
      {count > 0 && (
        <Button
          look="primary"
          size="sm"
          onClick={onShow}
          icon={<ArrowUp className="size-3.5" aria-hidden="true" />}
          className="rounded-full shadow-pop"
        >
          {text}
        </Button>
      )}
    </div>
  );
}
