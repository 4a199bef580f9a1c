# -*- coding: utf-8 -*-
"""Another vocabulary, to judge search by words that nobody had before their eyes: health, the sea, Khmer and Cham
culture, cleared land, e-government. The same names as phrases.py."""
from phrases import DEM, FIELDS, HO, RARE_SENT, ROLES, TEMPLATES, TEN, _s

TOPICS = {
"kinh-te": _s("""Khai hoang ruộng bỏ cỏ mọc; San lấp hố bom thành ao sen; Đổi công gặt lúa mùa nước; Tổ ghe lưới vây khơi xa; Nuôi hàu trên giàn tre; Làng nghề nước mắm truyền thống; Trồng nho ăn lá trên cát;
Phục tráng giống lúa nàng thơm; Vườn nhà thanh long ruột đỏ; Bò vàng thả đồi; Đan chiếu cói xuất ngoại; Dệt thổ cẩm Mỹ Nghiệp; Nung gốm Bàu Trúc; Nấu đường thốt nốt; Mật hoa dừa nước; Ghép chung máy cấy lúa;
Kho lạnh giữ mực một nắng; Chuồng vịt chạy đồng an toàn dịch; Rẫy điều xen gừng; Bưởi da xanh chống hạn mặn; Muối sạch trải bạt; Phơi cá khô bằng nhà kính; Cho mượn đất làm kho thóc; Hiến cây gỗ dựng cầu khỉ mới"""),
"van-hoa-xa-hoi": _s("""Tủ sữa mẹ của bệnh viện huyện; Đo huyết áp tại chợ; Cô đỡ thôn bản; Uống thuốc lao đúng giờ; Bàn chải cho bé mẫu giáo; Giàn ngũ âm trong chùa Khmer; Ghe ngo của phum sóc; Lớp chữ Chăm Akhar Thrah;
Múa quạt mừng lễ Katê; Đêm hội Ok Om Bok; Sân chùa dạy tiếng Pali; Nhà rông sáng đèn đọc sách; Hát bả trạo cúng biển; Tiêm chủng không sót trẻ; Xe lăn chung của xóm; Nồi cơm điện cho trường nội trú; Mắt sáng cho cụ bà;
Gậy tre thăm người bại liệt; Thùng nước lọc ven đường nắng; Góc nhớ người đi biển; Bữa sáng không nhựa; Cai rượu bằng cờ tướng; Vườn rau trạm xá; Phòng tập đi cho người tai biến"""),
"cai-cach-hanh-chinh": _s("""Quét mã lấy số thứ tự; Cấp sổ hồng tận ruộng; Trợ lý giọng nói ở quầy tiếp dân; Tin nhắn nhắc hạn giấy phép; Bàn thấp cho người ngồi xe lăn; Phiên dịch tiếng Chăm tại quầy; Kho giấy tờ trên mây; Khai tử tại nhà tang lễ;
Giấy tờ đi nhờ xe thư báo; Máy in lưu động vào phum; Bảng giờ chờ thật; Sổ tay nói thẳng; Chữ ký điện tử của chủ ghe; Lịch hẹn bằng giọng nói; Dữ liệu mở của xã đảo; Thẻ xanh cho tài công; Biên nhận bằng tranh vẽ; Gọi lại trong một giờ;
Cửa sổ số bảy; Đường dây nóng tiếng Khmer"""),
"quoc-phong-an-ninh": _s("""Phao tiêu dẫn ghe về bến; Bộ đàm cho thuyền thúng; Tổ gác rừng tràm mùa khô; Trạm cứu hộ bằng xuồng chèo; Chốt gác của sư cả; Hàng dừa chắn sóng tuần tra; Ghe hàng đoàn kết giữa biển; Đèn pin dẫn lối đêm bão; Cờ hiệu xin nước ngọt;
Lưới rách không bỏ biển; Ông từ giữ đình chống trộm; Bếp lính nuôi trẻ lạc; Kéo tời giúp tàu mắc cạn; Trường bắn thành rẫy ngô; Dọn bom mìn trả đất; Tháp canh lửa của sóc; Nhật ký canh đê; Xe ôm báo tin gian"""),
"xay-dung-dang": _s("""Chi bộ họp trên ghe; Sư sãi góp lời cho nghị quyết; Đảng viên nhận ruộng khó; Hòm sáng kiến của diêm dân; Bí thư ở cùng phum; Kể chuyện Bác bằng tiếng Chăm; Mỗi tổ một người ghi; Bàn trà mời dân chất vấn; Cuốn lịch việc đã hứa;
Vai gánh nước của chi đoàn; Người già dạy người trẻ giữ đê; Bầu trưởng sóc bằng hạt đậu; Già ấp đi hòa giải; Lời nói có cân; Đèn dầu sinh hoạt chi bộ; Cùng đắp một con mương; Ghi tên việc nhỏ; Nghe dân chê trước"""),
}
ACTS = {
"kinh-te": _s("""phát quang bụi rậm; đào mương xả phèn; thả giống tôm càng; phơi rơm giữ ẩm; trả lãi bằng thóc; cân đúng cho bạn hàng; ủ phân từ lục bình; vá lưới thuê ngày biển động; đóng bao không pha trộn; chia nhau tiền dầu; dắt bò sang sông;
be bờ chống tràn; gom vỏ hàu làm vôi; lót bạt ao nuôi; sạ thưa theo hàng; bón lót tro trấu; hợp đồng miệng thành hợp đồng giấy; rửa mặn ba lần; thuê chung xe lạnh"""),
"van-hoa-xa-hoi": _s("""nấu cháo cho sản phụ; đưa người bệnh sang sông; khám răng dưới bóng dừa; ghi sổ tiêm cho từng bé; học đánh trống sa dăm; tập chèo ghe ngo; sửa kinh lá buông; may áo dài Chăm cho học trò; đổ nền lớp học; rửa tay trước bữa cơm;
dìu cụ già tập đi; thay bông băng tại nhà; góp gạo nuôi quân đội đua ghe; kể tích xưa cho thiếu nhi; lau tượng đình làng; cân trẻ hằng tháng; dọn kim tiêm bờ kè; phun thuốc muỗi từng ngõ"""),
"cai-cach-hanh-chinh": _s("""nhập dữ liệu một lần; gửi giấy hẹn qua điện thoại; đọc to tờ khai cho người mù chữ; bỏ bản sao chứng thực; trực máy ngày lễ; dán mã lên từng hồ sơ; trả phí bằng ví điện tử; hỏi lại người dân sau ba ngày; in mẫu song ngữ;
xếp ghế cho người nuôi con nhỏ; ghi âm buổi tiếp dân; khóa sổ đúng giờ; tách bạch từng khâu; nối mạng ra cù lao; dạy bấm máy cho tiểu thương"""),
"quoc-phong-an-ninh": _s("""nổ máy ra khơi cứu bạn; gác chòi canh lửa; thả phao đánh dấu đá ngầm; kéo ghe lên bờ tránh bão; kiểm lại áo phao; báo bằng ba hồi trống; soi đèn bờ rạch; ghi số tàu lạ; phát cỏ ranh chống cháy; chở bộ đội qua kinh;
dò mìn theo ô; cắm biển cấm đào; giữ lửa bếp quân lương; chia nước ngọt trên biển; treo cờ đầu mũi ghe"""),
"xay-dung-dang": _s("""họp ngay tại ruộng; ghi lời dân vào sổ; nhận việc trước đám đông; trả lời trên loa sóc; học tiếng Khmer buổi tối; gánh phần việc nặng; mời sư cả dự họp; bỏ phiếu bằng hạt; thăm từng nóc nhà ghe; kiểm lời hứa cuối tháng;
cùng ăn cơm với dân; chép gương tốt lên vách; bàn xong mới làm; nhường suất vay cho hộ yếu"""),
}
NOUNS = {
"kinh-te": _s("""bờ bao chống lũ; mẻ cá cơm; giạ lúa mùa; chân ruộng trũng; nước mắm nhĩ; vựa muối; cây thốt nốt; lò gốm lộ thiên; khung cửi; rẫy khoai lang; bãi bồi; vuông tôm; đọt dừa nước; kho thóc chung; bến cá tạm; giá mực khô; xe lạnh; đầm sen"""),
"van-hoa-xa-hoi": _s("""dàn nhạc ngũ âm; lễ Sen Đôn Ta; tháp Pô Klong Garai; kinh lá buông; trạm y tế lưu động; sổ sức khỏe; bà mẹ mang thai; bệnh nhân chạy thận; điệu múa Apsara; mâm lễ Katê; đội ghe nữ; sân bóng cát; trẻ thấp còi; cụ bà neo đơn; tủ thuốc phum"""),
"cai-cach-hanh-chinh": _s("""tờ khai song ngữ; mã vạch hồ sơ; sổ hồng lần đầu; quầy số bảy; ví điện tử; kho dữ liệu hộ; lịch tiếp dân; bản đồ thửa đất; máy quét thẻ; phiếu chê; giấy phép tàu cá; con dấu số; đường truyền ra đảo; loa thông báo"""),
"quoc-phong-an-ninh": _s("""bộ đàm tầm xa; vành đai cản lửa; phao cứu sinh; đá ngầm; bến tránh trú bão; chòi canh rừng tràm; luồng lạch; ghe hậu cần; tiếng trống báo; bom bi sót lại; mùa gió chướng; đội xuồng cứu nạn; hàng dừa chắn sóng"""),
"xay-dung-dang": _s("""lời hứa đầu năm; sổ ghi lời dân; sư cả và ban quản trị chùa; người uy tín trong sóc; đảng viên người Chăm; tổ ghe tự quản; nghị quyết ngắn; buổi họp trên bờ kinh; thẻ đảng ướt nước biển; việc nhỏ; tiếng loa sóc; vách nêu gương"""),
}
GENERAL = _s("""nước lên thì thuyền lên; một cây làm chẳng nên non; ghe nào cũng có bạn; đất lành chim đậu; của chung ai cũng giữ; nói phải củ cải cũng nghe; ruộng sâu trâu nái; sóng cả không ngã tay chèo; tiếng lành đồn xa; đồng vợ đồng chồng;
nhà sáng phum vui; lúa chín cong bông; biển lặng người yên; trẻ con lên cân; giấy tờ gọn nhẹ; sổ sách rõ ràng; xóm ghe đầm ấm; rừng tràm xanh lại; bờ kè vững; bữa cơm có cá; chợ sớm đông vui; lễ hội sạch sẽ; lời dân được ghi; việc khó có người nhận;
tay lấm chân bùn; ngày nắng đêm trăng; mưa thuận gió hòa; của ít lòng nhiều; thương người như thể thương thân; bầu ơi thương lấy bí cùng; ăn chắc mặc bền; khéo ăn thì no; có công mài sắt; chân cứng đá mềm; thuận buồm xuôi gió""")
ORGS = _s("""ban quản trị chùa; chi bộ ấp; hội nghề cá; trạm y tế; đội ghe ngo; tổ diêm dân; hợp tác xã gốm; ban nhân dân sóc; đội cứu hộ; nghiệp đoàn bốc xếp; hội đông y; tổ dệt; trường nội trú; đội kiểm ngư; câu lạc bộ dưỡng sinh""")

NEEDLES = [("kinh-te", t) for t in _s("""Cối xay gió bơm nước ruộng muối; Đàn ngựa thồ gùi cà phê xuống núi; Hợp tác xã của bảy chị góa; Máy sấy rong sụn tự chế; Bè tỏi cô đơn ngoài hòn; Chiếc cân thật ở chợ nổi; Trại giống ốc hương đầu gành;
Lò hấp cá bằng trấu ép; Rẫy mía tím của cựu tù; Cầu treo góp từ tiền bán nghé; Mái lá che sân phơi điều; Thửa ruộng cấy bằng dây""")] + \
[("van-hoa-xa-hoi", t) for t in _s("""Chiếc võng đưa sản phụ qua đèo; Thầy lang người Chơ Ro mở vườn thuốc; Dàn trống da trâu của trường làng; Khăn rằn tặng cô giáo đảo; Con đò chở sách xuôi rạch; Phòng mổ mắt trên xe tải; Cây đàn chapi trở về; Bảo tàng vỏ ốc của học trò;
Đội lân toàn con gái; Quán cơm hai ngàn cạnh ga; Nghĩa trang cá ông xanh bóng; Vở dù kê về nước sạch""")] + \
[("cai-cach-hanh-chinh", t) for t in _s("""Xuồng máy đóng dấu ngoài bãi sậy; Quầy giấy tờ trong tiệm tạp hóa; Tổng đài cười trước nói sau; Bìa hồ sơ may bằng vải vụn; Chuông gọi cán bộ của bà lão; Ngày không chữ ký tay; Bản đồ thửa ruộng vẽ bằng chân; Máy lấy số nói bốn thứ tiếng;
Trạm sạc điện thoại chờ giấy; Tờ khai cho người khiếm thị; Thư hồi âm viết bằng mực tím; Chủ tịch bưng trà sáng thứ tư""")] + \
[("quoc-phong-an-ninh", t) for t in _s("""Bầy ngỗng canh kho xăng dầu; Cột thu lôi giữa đồng của anh thợ hàn; Thuyền buồm tập cho thiếu sinh; Mõ ốc gọi cứu nạn; Đồn nhỏ trồng đu đủ trên đá; Ống nhòm của ông lão gác hải đăng; Vệt dầu chỉ đường tàu gian; Bàn cờ người lính đảo xa;
Hố cát chữa cháy rừng phi lao; Gói mì treo ngọn cây mùa lụt; Chim bồ câu đưa tin hòn; Đường hầm muối thời chiến mở cửa""")] + \
[("xay-dung-dang", t) for t in _s("""Buổi họp im lặng năm phút; Thẻ nhớ lời hứa đeo cổ; Chi bộ của ba người kéo lưới; Lớp đảng viên học bơi; Bức thư gửi năm hai ngàn năm mươi; Ghế trống dành cho dân; Cái chòi bàn việc nước giữa đồng; Người đưa báo chạy bộ qua cồn;
Bữa giỗ chung của hai dòng họ thù; Chiếc loa tay của bà Sáu; Kho lúa nghĩa thời chống hạn; Gánh xiếc kể nghị quyết""")]
RARE_ADJ = _s("""ghe đường; dân ghe; chung ghe; mùa dân; gió dân; ruộng công; công chùa; chùa ghe; hội rừng; trẻ hội; sổ đất; máy ghe; sóc đường; nước dân; bờ đường; dừa công; phum hội; lửa dân; trống công; lời đất; tiếng nước; đèn công; cơm hội;
sân chung bờ""")
