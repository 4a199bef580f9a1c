// Help beside a field. The schema's help is also that of the guide, where keys are written in a file: where it names
// keys, files or quotation marks, a form says it otherwise.
import { isEnglish, w } from './words.js';

/** How lists are written in a file. */
const BLOCKS = new Set(['mỗi mục một khối', 'one block each']);

/** By the name of the key. @type {Record<string, [vi: string, en: string]>} */
const INSTEAD = {
  fields: [
    'Một hoặc nhiều lĩnh vực. Gõ vài chữ, không cần dấu, rồi chọn.',
    'One or more fields. Type a few letters and choose.',
  ],
  locality: [
    'Gõ tên xã, không cần dấu, rồi chọn. Chuyện trước 01/07/2025 thì chọn nơi có đủ xã, huyện, tỉnh. Không thuộc xã nào: bỏ trống, điền “Vùng” ở phần mục ít dùng.',
    'Type the name of the commune and choose. Before 01/07/2025 places have a district too. If it is in no commune, enter “Area” under “Rarely used”.',
  ],
  area: [
    'Vùng rộng hơn hoặc ngoài đơn vị hành chính, điền thay cho địa bàn. Bài không xếp theo địa phương.',
    'An area that is no administrative unit, in place of “Place”. Lists of places leave the entry out.',
  ],
  unit: [
    'Đơn vị thực hiện. Chọn trong danh sách, hoặc viết thẳng tên.',
    'Who runs it. Choose from the list, or write the name.',
  ],
  draft: ['Bản nháp thì không đăng. Xong thì bỏ dấu này.', 'A draft is not published. Untick it when done.'],
  phase: ['Để trống thì máy suy từ ngày bắt đầu.', 'If empty, it follows from when it started.'],
  documents: ['Văn bản liên quan đã có trong phòng trưng bày.', 'Related documents that are in the gallery.'],
  approved: ['Ai duyệt cho đăng, ngày nào.', 'Who approved it, and when.'],
  leader: [
    'Người phụ trách. Chỉ đăng khi đã ghi sự đồng ý của người ấy.',
    'Who is in charge. Published only with recorded consent.',
  ],
  contact: [
    'Người trả lời khi cần hỏi thêm. Chỉ đăng khi đã ghi sự đồng ý của người ấy.',
    'Who answers questions. Published only with recorded consent.',
  ],
  replicates: [
    'Làm theo mô hình nào. Gõ vài chữ rồi chọn.',
    'The entry that it replicates. Type a few letters and choose.',
  ],
  source: [
    'Một nguồn ở phần Nguồn; nguồn ấy phải có tên ngắn.',
    'One of the sources below; it must have an id.',
  ],
  after: [
    'Số sau, hoặc con số duy nhất, viết như trong báo cáo: hơn 1.600, 14-16, 51/107, 1,2 tỷ đồng.',
    'The figure after, or the only one, as in the report: hơn 1.600, 14-16, 51/107.',
  ],
  from: ['Thời điểm của số trước.', 'The date of the figure before.'],
  to: ['Thời điểm của số sau.', 'The date of the figure after.'],
  focus: [
    'Chỗ phải thấy khi ảnh bị cắt. Chạm vào ảnh cũng được.',
    'What must stay visible when the photo is cropped. You may also tap the photo.',
  ],
  withdrawn: ['Gỡ ảnh khỏi trang.', 'Takes the photo off the site.'],
  id: [
    'Tên ngắn, chữ thường không dấu, nối bằng gạch: kinh-te. Cũng là địa chỉ trên mạng.',
    'A short name without accents, joined by hyphens: kinh-te. Also its address.',
  ],
  within: ['Gõ vài chữ, không cần dấu, rồi chọn.', 'Type a few letters and choose.'],
  theme: ['Tên thư mục giao diện riêng.', 'The folder of your own theme.'],
  require_approval: ['Chỉ đăng bài đã có người duyệt.', 'Only approved entries are published.'],
  require_alt: ['Ảnh không có lời thay ảnh là lỗi.', 'A photo without alt text is an error.'],
  public: [
    'Đăng trang theo dõi cho mọi người xem. Không đánh dấu thì chỉ thấy khi xem trước, và trong báo cáo.',
    'Publishes the page of the targets. If unticked, it is only in the preview and in reports.',
  ],
  aim: ['Một số, hoặc một tỷ lệ: 95%, trên 95%.', 'A number, or a share: 95%, trên 95%.'],
  units: [
    'Tính từng đơn vị này, thay cho xã, phường. Gõ vài chữ rồi chọn.',
    'Counts for each of these units, in place of communes. Type a few letters and choose.',
  ],
  embeds: ['Mỗi bài có một thẻ để trang khác nhúng vào.', 'Each entry has a card that other sites can show.'],
  require_caption: ['Ảnh không có chú thích là lỗi.', 'A photo without a caption is an error.'],
};

/** Returns the help of a key as a form says it. @param {EditorKey} key */
export const helpOf = (key) => {
  const sentence = key.help.charAt(0).toUpperCase() + key.help.slice(1);
  // What only repeats the label, or says how a list is written in a file, helps nobody.
  if (sentence.toLowerCase() === key.label.toLowerCase() || BLOCKS.has(key.help)) return '';
  if (!key.help.includes('`') && key.type !== 'reference') return sentence;
  const instead = INSTEAD[key.name]?.[isEnglish ? 1 : 0];
  if (instead) return instead;
  const flag = key.help.match(/^`(true|false)`:?\s*(.*)$/s);
  if (!flag) return sentence;
  const rest = flag[2] ?? '';
  return flag[1] === 'true' ? rest.charAt(0).toUpperCase() + rest.slice(1) : w('unticked', rest);
};
