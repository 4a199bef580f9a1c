// The editor's words in both languages. `{}` stands for a value.

/** @type {Record<string, [vi: string, en: string]>} */
const WORDS = {
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
  toList: ['Về danh sách', 'Back to the list'],
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
  // Form
  edit: ['Sửa', 'Edit'],
  save: ['Lưu', 'Save'],
  saving: ['Đang lưu…', 'Saving…'],
  saved: ['Đã lưu', 'Saved'],
  unsaved: ['Chưa lưu', 'Not saved'],
  unchanged: ['Chưa sửa gì', 'Nothing changed'],
  savedErrors: [
    'Đã lưu. Còn {} lỗi, mục này chưa đăng được.',
    'Saved. {} errors are left: it cannot be published yet.',
  ],
  required: ['bắt buộc', 'required'],
  private: ['Không hiện trên trang, chỉ để cơ quan lưu.', 'Not shown on the site; for the office only.'],
  example: ['Ví dụ: {}', 'Example: {}'],
  rarely: ['Mục ít dùng', 'Rarely used'],
  rarelyFilled: ['Mục ít dùng ({} mục đã điền)', 'Rarely used ({} filled in)'],
  story: ['Bài viết', 'Story'],
  storyHelp: [
    'Dán được từ Word hoặc trang mạng: tiêu đề, danh sách, bảng, chữ đậm, ảnh giữ nguyên, màu và kiểu chữ bỏ đi. Kéo ảnh vào đúng chỗ cần đặt.',
    'You can paste from Word or a web page: headings, lists, tables, bold and pictures stay; colours and fonts go. Drop pictures where they belong.',
  ],
  problemsTitle: ['Cần xem lại', 'There is something to check'],
  error: ['Lỗi', 'Error'],
  warning: ['Lưu ý', 'Note'],
  hint: ['Gợi ý: {}', 'Hint: {}'],
  none: ['Chưa chọn', 'Not chosen'],
  day: ['Ngày', 'Day'],
  month: ['Tháng', 'Month'],
  year: ['Năm', 'Year'],
  dateFree: ['Viết cách khác (quý, khoảng thời gian)', 'Write it in another way (quarter, period)'],
  dateBoxes: ['Ghi ngày, tháng, năm', 'Enter day, month, year'],
  dateHelp: [
    'Chỉ biết năm, hoặc tháng và năm, cũng được.',
    'A year alone, or a month and a year, is enough.',
  ],
  dateYear: ['Ghi thêm năm, đủ bốn chữ số', 'Add the year, with four digits'],
  dateDay: ['Ghi đủ ngày, tháng, năm', 'Enter the day, the month and the year'],
  dateMonth: ['Ghi thêm tháng', 'Add the month'],
  today: ['Hôm nay', 'Today'],
  yes: ['Có', 'Yes'],
  unticked: ['Bỏ dấu: {}', 'If unticked: {}'],
  addOne: ['Thêm mục', 'Add one'],
  registry: ['Xem và thêm trong danh mục', 'See and add to the list'],
  up: ['Lên', 'Up'],
  down: ['Xuống', 'Down'],
  remove: ['Bỏ', 'Remove'],
  upOf: ['Đưa lên: {}', 'Move up: {}'],
  downOf: ['Đưa xuống: {}', 'Move down: {}'],
  removeOf: ['Bỏ: {}', 'Remove: {}'],
  moved: ['{} nay đứng thứ {}', '{} is number {} now'],
  removed: ['Đã bỏ {}', 'Removed {}'],
  putBack: ['Lấy lại', 'Undo'],
  found: ['{} kết quả', '{} results'],
  foundNone: ['Không tìm thấy', 'Nothing found'],
  now: ['Đang ghi: {}', 'Written as: {}'],
  // The page beside the form
  page: ['Trang xem thử', 'Preview'],
  hidePage: ['Ẩn trang xem thử', 'Hide the preview'],
  showPage: ['Hiện trang xem thử', 'Show the preview'],
  openPage: ['Mở trang riêng', 'Open in a tab'],
  noPage: ['Mục này không có trang riêng.', 'This has no page of its own.'],
  // Drafts and conflicts
  draftTaken: [
    'Đã lấy lại phần sửa dở lúc {}, chưa lưu vào tệp.',
    'What you changed at {} is back; it is not saved yet.',
  ],
  draftOld: [
    'Tệp đã đổi từ lúc ấy. Khi lưu, máy sẽ cho xem cả hai bản.',
    'The file has changed since. When you save, both versions will be shown.',
  ],
  draftDrop: ['Bỏ phần sửa dở', 'Discard it'],
  conflict: ['Tệp này vừa được sửa ở nơi khác', 'This file was changed elsewhere'],
  conflictHelp: [
    'Có người, hoặc một cửa sổ khác, đã lưu tệp này sau khi bạn mở. Chưa có gì bị mất: hãy xem hai bản rồi chọn.',
    'Somebody, or another window, saved this file after you opened it. Nothing is lost: read both and choose.',
  ],
  theirs: ['Bản đang có trong tệp', 'What the file says now'],
  mine: ['Bản của bạn', 'Your version'],
  takeMerged: ['Lưu phần tôi sửa vào bản đang có', 'Save my changes into what is there now'],
  takeMine: ['Lưu bản của tôi, thay bản đang có', 'Save my version over it'],
  takeTheirs: ['Bỏ bản của tôi, lấy bản đang có', 'Discard mine, take what is there'],
  takeLater: ['Chưa chọn, quay lại sửa', 'Go back without choosing'],
  unreadable: [
    'Phần đầu tệp viết sai nên máy không đọc được. Sửa ở đây, đúng như trong tệp.',
    'The beginning of this file cannot be read. Mend it here, as it stands in the file.',
  ],
  whole: ['Toàn bộ tệp', 'The whole file'],
  deleteIt: ['Xóa mục này', 'Delete this'],
  deleted: ['Đã chuyển “{}” vào thùng rác.', '“{}” was moved to the bin.'],
  undone: ['Đã lấy lại “{}”.', '“{}” is back.'],
  versions: ['Các bản trước', 'Earlier versions'],
  // Story
  toolbar: ['Nút soạn bài', 'Tools for the story'],
  bold: ['Đậm', 'Bold'],
  italic: ['Nghiêng', 'Italic'],
  heading: ['Tiêu đề', 'Heading'],
  subheading: ['Tiêu đề nhỏ', 'Subheading'],
  bullets: ['Danh sách', 'List'],
  numbers: ['Danh sách số', 'Numbers'],
  quote: ['Trích dẫn', 'Quote'],
  link: ['Liên kết', 'Link'],
  linkTo: ['Dẫn tới', 'To'],
  linkHelp: [
    'Gõ tên một bài, không cần dấu, rồi chọn; hoặc dán địa chỉ trên mạng.',
    'Type the name of an entry or page and choose, or paste an address of the web.',
  ],
  linkWords: ['Chữ hiện ra', 'Words shown'],
  linkDo: ['Đặt liên kết', 'Add the link'],
  asMarkdown: ['Xem dạng Markdown', 'Show Markdown'],
  asVisual: ['Xem như trên trang', 'Show as on the page'],
  rowBelow: ['Thêm hàng', 'Add a row'],
  columnAfter: ['Thêm cột', 'Add a column'],
  rowRemove: ['Bỏ hàng', 'Remove the row'],
  columnRemove: ['Bỏ cột', 'Remove the column'],
  table: ['Bảng', 'Table'],
  column: ['Cột', 'Column'],
  picture: ['Ảnh', 'Photo'],
  pickPicture: ['Chọn ảnh để đặt vào bài', 'Choose a photo for the story'],
  noPictures: ['Mục này chưa có ảnh. Thêm ở phần Ảnh.', 'There are no photos yet. Add them under Photos.'],
  pastedPictures: [
    'Đã dán chữ; {} ảnh trong đó không dán được. Lưu ảnh thành tệp rồi kéo vào đây.',
    'The text is pasted; {} pictures in it are not. Save them as files and drop them here.',
  ],
  // Photos
  dropHere: ['Kéo tệp vào đây, hoặc chọn trong máy.', 'Drop files here, or choose them.'],
  photosChoose: ['Chọn ảnh', 'Choose photos'],
  photosHelp: [
    'Chọn được nhiều ảnh một lần. Ảnh chụp bằng điện thoại để nguyên, máy tự xoay và bỏ vị trí chụp khi đăng.',
    'You may choose many at once. They are turned upright, and where they were taken is left out when published.',
  ],
  photosFile: [
    'Mục này là một tệp, chưa có thư mục để chứa ảnh.',
    'This is a single file, without a folder for photos.',
  ],
  sending: ['Đang gửi {}', 'Sending {}'],
  sent: ['Đã nhận {}', 'Received {}'],
  refused: ['Không nhận {}: {}', '{} was refused: {}'],
  refusedRest: ['{} tệp còn lại không gửi nữa.', '{} more files were not sent.'],
  photosUnused: ['Ảnh có trong thư mục, chưa dùng', 'Photos in the folder that are not used'],
  photoUse: ['Dùng ảnh này', 'Use this photo'],
  photoDelete: ['Xóa tệp ảnh', 'Delete the file'],
  photoOf: ['Ảnh {}', 'Photo {}'],
  photoMore: ['Thêm về ảnh này', 'More about this photo'],
  focusPoint: [
    'Điểm chính của ảnh: {} % từ trái, {} % từ trên. Chạm vào ảnh hoặc dùng phím mũi tên để dời.',
    'Focal point: {} % from the left, {} % from the top. Tap the photo or use the arrow keys.',
  ],
  focusShort: [
    'Chạm vào chỗ phải thấy khi ảnh bị cắt.',
    'Tap what must stay visible when the photo is cropped.',
  ],
  fromLeft: ['Từ trái (%)', 'From the left (%)'],
  fromTop: ['Từ trên (%)', 'From the top (%)'],
  drag: ['Kéo để đổi thứ tự', 'Drag to reorder'],
  withdraw: ['Gỡ ảnh…', 'Withdraw…'],
  withdrawTitle: ['Gỡ ảnh này thế nào?', 'How should this photo be withdrawn?'],
  withdrawHide: ['Chỉ gỡ khỏi trang, tệp ảnh vẫn để trong thư mục', 'Take it off the site; keep the file'],
  withdrawConsent: [
    'Người trong ảnh rút sự đồng ý: gỡ khỏi trang, ghi ngày rút',
    'The person withdrew consent: take it off, note the day',
  ],
  withdrawDelete: ['Xóa hẳn khỏi mục này và xóa tệp ảnh', 'Remove it from here and delete the file'],
  withdrawForget: [
    'Xóa luôn các bản còn giữ trong thùng rác (không lấy lại được)',
    'Also erase its copies in the bin (cannot be undone)',
  ],
  withdrawDo: ['Gỡ ảnh', 'Withdraw'],
  withdrawnNote: ['Ảnh này đã gỡ khỏi trang.', 'This photo is off the site.'],
  withdrawnCopies: [
    'Đã rút. Thùng rác còn {} bản trước của mục này; xóa rồi thì không lấy lại được.',
    'Withdrawn. The bin still has {} earlier versions of it; once erased they cannot be put back.',
  ],
  withdrawBack: ['Cho hiện lại', 'Show it again'],
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
  startOpenThis: ['Mở', 'Open'],
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
