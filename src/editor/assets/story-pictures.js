// The pictures of a pasted text: those that are in the text itself, and those that Word puts beside it as RTF. They
// are sent to the folder of the entry, and the text names them there.

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
const pictureFiles = async (pictures, rtf) => {
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

/**
 * Sends the pictures of a text; returns the text with their names, and how many are missing.
 * @param {EditorContext} context @param {string} markdown @param {HTMLImageElement[]} pictures @param {string} rtf
 */
export const withPictures = async (context, markdown, pictures, rtf) => {
  const found = context.sendPhotos ? await pictureFiles(pictures, rtf) : [];
  const send = found.filter((file) => file !== undefined);
  const sent = send.length && context.sendPhotos ? await context.sendPhotos(send) : [];
  let missing = 0;
  const names = pictures.map((_, at) => {
    const file = found[at];
    const name = file && sent[send.indexOf(file)];
    if (!name) missing += 1;
    return name;
  });
  const named = markdown.replace(/!\[([^\]]*)\]\(guong-picture-(\d+)\)/g, (_, alt, at) => {
    const name = names[Number(at)];
    return name ? `![${alt}](${name})` : '';
  });
  return { text: named.replace(/\n{3,}/g, '\n\n').trim(), missing };
};
