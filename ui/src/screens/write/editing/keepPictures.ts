// Pictures from the clipboard, a drop or the disk, on their way into the library.

import { asCommandError, call } from "../../../ipc";
import { t } from "../../../messages/index.svelte";
import { errorText } from "../../../shared/errors";
import { announce, toast } from "../../../shared/live.svelte";

/** Keeps pictures; gives the addresses of those that the library took. What it did not take is
 * told. */
export async function keepPictures(files: readonly File[]): Promise<string[]> {
  const addresses: string[] = [];
  for (const file of files) {
    try {
      const base64 = await base64Of(file);
      addresses.push(await call("add_picture", { name: file.name, base64 }));
    } catch (error) {
      const why = errorText(asCommandError(error));
      toast(t("editor.pictureFailed", { name: file.name || t("write.picture"), why }));
    }
  }
  if (addresses.length > 0) announce(t("editor.pictureKept", { n: addresses.length }));
  return addresses;
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}
