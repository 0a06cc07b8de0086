import jsQR from "jsqr";

/** A photograph is read in parts of these widths: codes are found best when their squares are some pixels wide. */
const WIDTHS = [800, 1600];
const MOST_BYTES = 15_000_000;

/** The text of the QR code in a picture, or null where there is none to be found. The picture stays in the browser. */
export async function readQrImage(file: Blob): Promise<string | null> {
  if (file.size > MOST_BYTES) return null;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  for (const width of WIDTHS) {
    const { data, ...size } = draw(picture, width);
    const found = jsQR(data, size.width, size.height);
    if (found?.data) return found.data;
  }
  return null;
}

function draw(picture: ImageBitmap, mostWidth: number): { data: Uint8ClampedArray; width: number; height: number } {
  const scale = Math.min(1, mostWidth / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser draws nothing.");
  // What is transparent is paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { data, width, height };
}
