import { QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type DragEvent, type ReactNode, useId, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import type { VietQr, VietQrProblem } from "#lib/domain/viet-qr.ts";

type Heard = { readonly read: VietQr } | { readonly problem: VietQrProblem | "vietqr_no_code" } | "reading" | null;

/**
 * Takes a VietQR as a picture or as its text, pasted into any of the fields, dropped on them or chosen. What reads
 * it is loaded then.
 */
export function VietQrDrop({
  onRead,
  children,
}: {
  readonly onRead: (account: VietQr) => void;
  readonly children: ReactNode;
}) {
  const t = useTranslations("refundForm.vietQr");
  const inputId = useId();
  const [heard, setHeard] = useState<Heard>(null);
  const [isOver, setOver] = useState(false);

  const take = async (text: string | null) => {
    if (text === null) return setHeard({ problem: "vietqr_no_code" });
    const { readVietQr } = await import("#lib/domain/viet-qr.ts");
    const read = readVietQr(text);
    setHeard(read.ok ? { read: read.value } : { problem: read.error });
    if (read.ok) onRead(read.value);
  };
  const takeFile = async (file: File) => {
    setHeard("reading");
    const { readQrImage } = await import("./read-qr-image.ts");
    await take(await readQrImage(file));
  };
  const onPaste = (event: ClipboardEvent) => {
    const picture = pictureIn(event.clipboardData);
    const text = event.clipboardData.getData("text/plain");
    if (!picture && !/^\s*0002\d\d\S{20}/.test(text)) return;
    event.preventDefault();
    void (picture ? takeFile(picture) : take(text));
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    const picture = pictureIn(event.dataTransfer);
    if (!picture) return;
    event.preventDefault();
    void takeFile(picture);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same for the keyboard.
    <div
      onPaste={onPaste}
      onDrop={onDrop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      className={cx("grid gap-4 rounded sm:grid-cols-2", isOver && "outline-2 outline-accent outline-offset-8")}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 sm:col-span-2">
        <input
          id={inputId}
          type="file"
          accept="image/*"
          className="peer sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void takeFile(file);
            event.target.value = "";
          }}
        />
        <label
          htmlFor={inputId}
          className={cx(
            buttonClass({ size: "sm" }),
            "peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2",
          )}
        >
          <QrCode className="size-3.5" aria-hidden="true" />
          {t("choose")}
        </label>
        <p className="text-ink-soft text-xs">{t("hint")}</p>
        <p aria-live="polite" className="basis-full text-sm empty:hidden">
          <What heard={heard} />
        </p>
      </div>
      {children}
    </div>
  );
}

function What({ heard }: { readonly heard: Heard }) {
  const t = useTranslations("refundForm.vietQr");
  if (heard === null) return null;
  if (heard === "reading") return t("reading");
  if ("problem" in heard) return <span className="font-medium text-red">{t(heard.problem)}</span>;
  const { bank, accountNumber } = heard.read;
  return (
    <span className="text-green">
      {bank ? t("read", { bank: bank.shortName, accountNumber }) : t("readWithoutBank", { accountNumber })}
    </span>
  );
}

function pictureIn(data: DataTransfer): File | undefined {
  return [...data.files].find(({ type }) => type.startsWith("image/"));
}
