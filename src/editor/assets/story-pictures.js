// The pictures of a pasted text: those that are in the text itself, and those that Word puts beside it as RTF.

/** @param {string} hex */
const bytesOf = (hex) => {
  const plain = hex.replace(/[^0-9a-f]/gi, '');
  const bytes = new Uint8Array(plain.length >> 1);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(plain.slice(2 * at, 2 * at + 2), 16);
  return bytes;
};

/**
 * The pictures of an RTF text, in its order: PNG and JPEG, as Word writes them.
 * @param {string} rtf @returns {File[]}
 */
export const rtfPictures = (rtf) =>
  rtf
    .split(/\\pict(?![a-z])/)
    .slice(1)
    .flatMap((piece, at) => {
      const kind = piece.match(/\\(png|jpeg)blip/)?.[1];
      const hex = kind && piece.match(/[0-9a-fA-F\r\n]{200,}/)?.[0];
      if (!hex) return [];
      const ending = kind === 'png' ? 'png' : 'jpg';
      return [new File([bytesOf(hex)], `anh-${at + 1}.${ending}`, { type: `image/${kind}` })];
    });

/**
 * The file of each picture; `undefined` if the clipboard does not hold it. Nothing is loaded from elsewhere.
 * @param {HTMLImageElement[]} pictures @param {string} rtf @returns {Promise<(File | undefined)[]>}
 */
export const pictureFiles = async (pictures, rtf) => {
  const beside = rtfPictures(rtf);
  // Only if there are as many can it be known which is which.
  const isSame = beside.length === pictures.length;
  return pictures.map((picture, at) => {
    const [, type = '', data = ''] =
      picture.getAttribute('src')?.match(/^data:(image\/(?:png|jpeg|webp));base64,([\w+/=\s]+)$/) ?? [];
    if (!data) return isSame ? beside[at] : undefined;
    const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
    return new File([bytes], `anh-${at + 1}.${type === 'image/jpeg' ? 'jpg' : type.slice(6)}`, { type });
  });
};
