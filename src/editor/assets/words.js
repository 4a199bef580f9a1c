// The editor's words in both languages. `{}` stands for a value.
import { FORM_WORDS } from './words-form.js';

/** @type {Record<string, [vi: string, en: string]>} */
const WORDS = {
  ...FORM_WORDS,
  // Everywhere
  editor: ['Trang sửa', 'Editor'],
  failed: ['Máy không làm được việc này', 'This could not be done'],
  offline: [
    'Không gọi được chương trình Guong. Cửa sổ của Guong có còn mở không?',
    'The Guong program does not answer. Is its window still open?',
  ],
  nav: ['Các trang của chương trình', 'The pages of the program'],
  view: ['Xem trang', 'View site'],
  todo: ['Việc cần xem', 'To check'],
  add: ['Thêm mô hình', 'Add a model'],
  publish: ['Xuất bản', 'Publish'],
  import: ['Nhập từ Excel hoặc Word', 'Import from Excel or Word'],
  settings: ['Cài đặt', 'Settings'],
  trash: ['Thùng rác', 'Bin'],
  skip: ['Đến nội dung chính', 'Skip to main content'],
  close: ['Đóng', 'Close'],
  cancel: ['Thôi', 'Cancel'],
  notFound: ['Không có trang này.', 'There is no such page.'],
  untitled: ['(chưa có tên)', '(no title yet)'],
  // Import
  importHelp: [
    'Chọn danh sách (Excel, LibreOffice, CSV) hoặc báo cáo Word (.docx). Chương trình cho xem trước sẽ có gì; sửa ngay trong bảng; chưa ghi gì cho đến khi bấm nút ghi.',
    'Choose a list (Excel, LibreOffice, CSV) or a report from Word (.docx). You see what it would make, and can mend it in the table; nothing is written before you say so.',
  ],
  importFile: ['Chọn tệp', 'Choose a file'],
  importReading: ['Đang đọc {}…', 'Reading {}…'],
  importWriting: ['Đang ghi…', 'Writing…'],
  importCounts: [
    '{} bài mới, {} bài đổi, {} bài giữ nguyên; {} lỗi, {} lưu ý.',
    '{} new, {} changed, {} unchanged; {} errors, {} notes.',
  ],
  importBlocked: ['Còn ô có lỗi nên chưa ghi được.', 'Cells with errors keep this from being written.'],
  importBroken: [
    'Không so được với bài có phần đầu hỏng: {}',
    'Not compared with entries that cannot be read: {}',
  ],
  importNoList: [
    'Không thấy danh sách nào có cột tên mô hình. Sửa tên cột trong tệp, ví dụ “Tên mô hình”, rồi chọn lại.',
    'No sheet has a column of titles. Rename the column in the file, such as “Title”, and choose it again.',
  ],
  importHidden: ['Trang tính “{}” đang ẩn, không đọc.', 'Sheet “{}” is hidden and not read.'],
  importNoSheet: ['Trang tính “{}” không phải danh sách.', 'Sheet “{}” is no list.'],
  importOptions: ['Cách nhận', 'Options'],
  importSplit: ['Báo cáo này có', 'This report has'],
  importWhole: ['một bài', 'one entry'],
  importSplitAt: [
    'nhiều bài, mỗi tiêu đề cấp {} một bài',
    'several entries, one for each heading of level {}',
  ],
  importDocument: [
    'Ghi cả văn bản {} vào mục văn bản, và dẫn bài tới đó',
    'Also make the document {}, and refer to it',
  ],
  importDocumentThere: ['Dẫn bài tới văn bản {} (đã có)', 'Refer to the document {} (it is there)'],
  importConvert: [
    'Chuyển chữ phông cũ (TCVN3, VNI) sang Unicode',
    'Convert text in old fonts (TCVN3, VNI) to Unicode',
  ],
  importPublish: ['Đăng luôn bài mới, không để nháp', 'Publish new entries rather than keep drafts'],
  importSheet: ['Trang tính “{}”', 'Sheet “{}”'],
  importRows: ['Các bài', 'Entries'],
  importEntry: ['Dòng', 'Row'],
  importColumn: ['Cột “{}” là mục', 'Column “{}” is'],
  importColumnNone: ['(không nhận)', '(not read)'],
  importCell: ['{}, dòng {}', '{}, row {}'],
  importNew: ['bài mới', 'new'],
  importChanged: ['đổi {} mục', '{} keys change'],
  importSame: ['giữ nguyên', 'unchanged'],
  importPhotos: ['{} ảnh', '{} photos'],
  importMore: [
    'Còn {} dòng không hiện ở đây vẫn được nhận.',
    '{} more rows are not shown but will be taken.',
  ],
  importLeft: [
    '{} dòng không phải bài (tiêu đề nhóm, dòng cộng…).',
    '{} rows are no entries (groups, totals…).',
  ],
  importDo: ['Ghi vào phòng trưng bày', 'Write into the gallery'],
  importWritten: ['Đã ghi {} bài', '{} entries were written'],
  // List
  search: ['Tìm', 'Search'],
  kindAll: ['Tất cả', 'Everything'],
  kindEntry: ['Mô hình, điển hình', 'Entries'],
  kindDocument: ['Văn bản', 'Documents'],
  kindPage: ['Trang thường', 'Pages'],
  kindLabel: ['Loại', 'Kind'],
  sortLabel: ['Xếp theo', 'Sort by'],
  sortProblems: ['Việc cần xem trước', 'To check first'],
  sortPublished: ['Mới đăng trước', 'Newest first'],
  sortTitle: ['Tên', 'Title'],
  sortVerified: ['Lâu chưa kiểm tra', 'Longest unverified'],
  show: ['Lọc', 'Show'],
  showAll: ['Tất cả', 'All'],
  showErrors: ['Có lỗi', 'With errors'],
  showWarnings: ['Có lưu ý', 'With notes'],
  showDrafts: ['Bản nháp', 'Drafts'],
  showOldDrafts: ['Nháp quá một tháng', 'Drafts older than a month'],
  showStale: ['Hơn một năm chưa kiểm tra', 'Unverified for a year'],
  showConsent: ['Ảnh chưa rõ sự đồng ý', 'Photos without consent'],
  showReferences: ['Nhắc đến mục không có', 'Missing references'],
  targetsPage: ['Theo dõi chỉ tiêu', 'Progress of the targets'],
  totalOf: ['{} mục', '{} items'],
  listEmpty: ['Không có mục nào như vậy.', 'There is nothing like this.'],
  listNone: [
    'Phòng trưng bày chưa có gì. Hãy thêm mô hình đầu tiên.',
    'The gallery is empty. Add the first model.',
  ],
  more: ['Xem thêm', 'Show more'],
  draft: ['nháp', 'draft'],
  errorsOf: ['{} lỗi', '{} errors'],
  warningsOf: ['{} lưu ý', '{} notes'],
  verifiedOf: ['kiểm tra {}', 'verified {}'],
  deleteOf: ['Xóa “{}”', 'Delete “{}”'],
  delete: ['Xóa', 'Delete'],
  // New
  newEntry: ['Thêm mô hình, điển hình', 'Add a model'],
  newDocument: ['Thêm văn bản', 'Add a document'],
  newPage: ['Thêm trang thường', 'Add a page'],
  titleLabel: ['Tên', 'Title'],
  titleHelp: [
    'Ngắn gọn, nói đúng việc đã làm. Sau này sửa được.',
    'Short, saying what was done. You can change it later.',
  ],
  numberLabel: ['Số, ký hiệu', 'Number'],
  numberHelp: ['Ví dụ: 05-CT/TU', 'Example: 05-CT/TU'],
  subjectLabel: ['Trích yếu', 'Subject'],
  make: ['Tạo và điền tiếp', 'Create and go on'],
  fillIn: ['Điền mục này', 'Fill this in'],
  // Settings
  siteFile: ['Tên trang, cơ quan, cách đăng', 'Title, office and how to publish'],
  fieldsFile: ['Lĩnh vực', 'Fields'],
  phasesFile: ['Giai đoạn', 'Phases'],
  unitsFile: ['Đơn vị', 'Units'],
  localitiesFile: ['Nơi danh mục không có', 'Places that the gazetteer lacks'],
  synonymsFile: ['Các cách gọi một việc', 'Words that say the same'],
  targetsFile: ['Chỉ tiêu của kế hoạch', 'Targets of plans'],
  // Publish
  publishReading: ['Đang xem những gì sẽ đổi…', 'Comparing with what is published…'],
  publishErrors: [
    'Còn {} lỗi. Phải sửa hết lỗi mới xuất bản được; trang đã đăng vẫn như cũ.',
    '{} errors are left. They must be mended first; the published site stays as it is.',
  ],
  publishSame: [
    'Không có gì thay đổi so với lần xuất bản trước.',
    'Nothing has changed since the last time.',
  ],
  publishNew: ['Trang mới', 'New pages'],
  publishChanged: ['Trang thay đổi', 'Changed pages'],
  publishGone: ['Địa chỉ sẽ mất', 'Addresses that will be lost'],
  publishGoneHelp: [
    'Ai đã lưu các địa chỉ này sẽ không mở được nữa. Nếu chỉ đổi tên, ghi địa chỉ cũ vào mục “Địa chỉ cũ” của bài.',
    'Links to them will no longer work. If something was only renamed, enter its old address under “Old addresses”.',
  ],
  publishGoneYes: ['Tôi biết các địa chỉ này sẽ mất', 'I know that these addresses will be lost'],
  publishHidden: ['Mục không đăng', 'Not published'],
  publishFirst: ['Đây là lần xuất bản đầu tiên.', 'This is the first time.'],
  publishTo: ['Trang được ghi vào thư mục {}', 'The site is written to {}'],
  publishSend: ['Trang được dựng rồi gửi đến {}', 'The site is built and sent to {}'],
  publishLogin: ['Đăng nhập {}', 'Log in to {}'],
  publishLoginWrong: ['Tên hoặc mật khẩu không đúng.', 'Wrong name or password.'],
  publishUser: ['Tên đăng nhập', 'User name'],
  publishPassword: ['Mật khẩu', 'Password'],
  publishLoginHelp: [
    'Máy tính giữ mật khẩu này; Guong không ghi nó vào tệp nào.',
    'The system keeps this password; Guong writes it to no file.',
  ],
  publishLoginGo: ['Gửi', 'Send'],
  publishLoginEmpty: ['Chưa điền.', 'This is empty.'],
  publishNotes: [
    'Đã xem lại trang trên mạng; cần lưu ý:',
    'Fetched from the web, the site has these problems:',
  ],
  publishDo: ['Xuất bản', 'Publish'],
  publishing: ['Đang xuất bản…', 'Publishing…'],
  published: ['Đã xuất bản', 'Published'],
  publishFailed: ['Chưa xuất bản được', 'Not published'],
  publishOpen: ['Mở thư mục', 'Open the folder'],
  publishNext: [
    'Việc tiếp theo: chép toàn bộ thư mục ấy lên máy chủ, hoặc gửi cho nơi quản trị trang.',
    'Next: copy the whole folder to the web server, or send it to those who run the site.',
  ],
  moreOf: ['và {} mục nữa', 'and {} more'],
  // Trash
  trashHelp: [
    'Mục đã xóa và các bản trước giữ ở đây {} ngày, nhiều nhất {}. Đang dùng {}.',
    'What was deleted, and earlier versions, stay here for {} days and up to {}. In use: {}.',
  ],
  trashEmpty: ['Thùng rác trống.', 'The bin is empty.'],
  trashDeleted: ['đã xóa', 'deleted'],
  trashVersion: ['bản trước khi sửa', 'version before a change'],
  trashBack: ['Lấy lại', 'Put back'],
  trashForget: ['Xóa hẳn', 'Erase'],
  trashForgetAsk: ['Xóa hẳn “{}”? Không lấy lại được.', 'Erase “{}”? This cannot be undone.'],
  trashForgotten: ['Đã xóa hẳn.', 'Erased.'],
  // Start
  startTitle: ['Mở phòng trưng bày', 'Open a gallery'],
  startRecent: ['Mở gần đây', 'Opened lately'],
  startNoRecent: ['Chưa mở phòng trưng bày nào.', 'None yet.'],
  startGone: ['không còn ở đó', 'no longer there'],
  startOpen: ['Mở một thư mục', 'Open a folder'],
  startMake: ['Làm phòng trưng bày mới', 'Make a new gallery'],
  startUp: ['Lên một cấp', 'Up one level'],
  startHere: ['Thư mục: {}', 'Folder: {}'],
  startTop: ['Các ổ đĩa', 'Drives'],
  startIsGallery: ['phòng trưng bày', 'gallery'],
  startNoFolders: ['Không có thư mục con.', 'No folders inside.'],
  makeTitle: ['Tên phòng trưng bày', 'Title of the gallery'],
  makeOffice: ['Cơ quan', 'Office'],
  makeProvince: ['Tỉnh, thành phố', 'Province or city'],
  makeAddress: ['Địa chỉ trên mạng', 'Address on the web'],
  makeAddressHelp: [
    'Nơi trang sẽ đăng; chưa có thì để trống.',
    'Where it will be published; leave empty if not known.',
  ],
  makeFolder: ['Tên thư mục', 'Name of the folder'],
  makeFolderHelp: ['Sẽ tạo trong {}', 'It will be made in {}'],
  makeDo: ['Tạo', 'Create'],
};

const language = document.documentElement.lang === 'en' ? 1 : 0;
/** Whether the interface is in English. */
export const isEnglish = language === 1;

/** Returns words in the language of the interface. @param {string} name @param {...(string | number)} values */
export const w = (name, ...values) => {
  const text = WORDS[name]?.[language];
  if (text === undefined) throw new Error(`no words for ${name}`);
  let next = 0;
  return text.replaceAll('{}', () => {
    const value = values[next];
    next += 1;
    return String(value);
  });
};

/** Writes a size in bytes. @param {number} bytes */
export const size = (bytes) => {
  const units = ['B', 'KB', 'MB', 'GB'];
  let at = 0;
  let left = bytes;
  while (left >= 1024 && at < 3) {
    left /= 1024;
    at += 1;
  }
  const text = left.toFixed(at && left < 10 ? 1 : 0).replace(/\.0$/, '');
  return `${isEnglish ? text : text.replace('.', ',')} ${units[at]}`;
};

/** Writes `2020-10-15` as it is read. @param {string} date */
export const day = (date) => date.split('T')[0]?.split('-').reverse().join('/') ?? date;
