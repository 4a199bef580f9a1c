# -*- coding: utf-8 -*-
"""The vocabulary of unseen.py: entries that are planted, and what is asked where nothing answers."""
# Each: title; two sentences of its text. The kitchen, the workshop, the sea, the stars, the sickbed, the archive.
TOPICS = [t.strip().split(" | ") for t in """
Nấu mật mía bằng chảo gang | Bọt mía sôi vớt ra bằng gáo dừa | mẻ mật đặc rót vào hũ sành
Nhuộm chàm cho vải lanh | Chum nước tro lắng cặn xanh thẫm | tấm vải nhúng chín lượt mới lên màu
Se nhang trầm ngoài hiên | Bột quế lăn kín chân nhang | bó nhang xòe phơi như đóa cúc
Hàn xoong nồi dạo phố | Mỏ hàn than hồng liếm mép nhôm | chiếc xoong thủng lại đun được canh
Khâu giày cũ nơi góc chợ | Mũi dùi xuyên đế cao su | đôi ủng rách thành đôi dép
Đóng sách cũ cho thư viện xóm | Gáy sách phết hồ nếp loãng | trang rời khâu chỉ sáp ong
Chép gia phả bằng chữ quốc ngữ | Ông giáo dịch hoành phi ra giấy dó | con cháu đọc tên cụ tổ
Soi kính thiên văn đêm hè | Ống nhựa lắp thấu kính hội tụ | lũ trẻ đếm vành sao Thổ
Vẽ bản đồ giếng cổ | Thước dây kéo quanh thành giếng | tờ can mực tím ghi độ sâu
Dựng đài khí tượng học trò | Chong chóng gió quay tít trên sào | sổ mưa ghi từng li
Trực bộ đàm cho tàu xa bờ | Máy sóng ngắn rè trong đêm bão | thuyền trưởng đáp lại tọa độ
Thả phao cứu sinh cửa lạch | Dây thừng buộc phao cam | thuyền thúng tránh dải đá ngầm
Lặn vớt lưới ma dưới rạn | Thợ lặn ngậm ống hơi | tấm lưới rách phủ san hô
Gỡ câu kẹt cho đồi mồi | Kìm mỏ nhọn bẻ lưỡi thép | con vích thả về vũng xanh
Ủ nước mắm chum sành | Cá cơm trộn muối hột ba một | giọt nhỉ đầu màu cánh gián
Phơi bánh tráng phên nứa | Nồi hơi bốc kín mặt vải | lá bánh mỏng róc khỏi liếp
Xay đậu nấu tào phớ | Cối đá quay ngược kim đồng hồ | bát đậu non rưới nước gừng
Rang cà phê chảo đất | Hạt nổ lách tách hai nhịp | mùi khét dịu quyện bơ
Ướp trà sen hồ đầm | Gạo sen tãi giữa giấy bản | ấm trà pha nước sương
Gói thuốc nam cho người liệt | Lá ngải sao vàng hạ thổ | thang thuốc buộc lạt giang
Xoa bóp cho người đột quỵ | Bàn tay day huyệt phong trì | cụ ông nhấc được khuỷu
Tập thở cho người hen | Ống thổi bong bóng đo hơi | tiếng khò khè thưa hẳn
Đọc báo cho người mù | Chị phát thanh viên mượn băng từ | tai nghe chuyền hết lượt giường
Dạy ngôn ngữ ký hiệu | Ngón trỏ chạm cằm nghĩa là mẹ | cả lớp vẫy thay tiếng vỗ
Chữa đàn bầu gãy cần | Vòi đàn uốn từ sừng trâu | dây thép ngân tiếng luyến
Nặn trống đất nung | Mặt trống bịt da kỳ đà | nhịp tùng rơi đều ba tiếng
Đẽo guốc mộc khánh thành chùa | Gỗ xoan cưa xéo thớ | quai da đóng đinh mũ đồng
Tiện bi ve từ ốc nón | Bàn tiện đạp chân kêu cọt kẹt | viên bi vân mây lăn tròn
Dán diều sáo lá ngoài đê | Khung diều vót hóp đá | sáo kép vang hai giọng trầm
Nuôi bồ câu đưa thư | Chuồng gác treo ống tre nhỏ | con chim khoang đeo vòng nhôm
Cứu cò bị dính bẫy keo | Nhựa mít gỡ bằng dầu lạc | đôi cánh sấy bên bếp trấu
Ghép da cho cây mít cụ | Dao ghép mài lưỡi lam | mắt ghép quấn nilon mỏng
Thụ phấn tay cho vườn na | Bút lông quệt nhụy vàng | trái na căng đều gai
Trồng nấm tai mèo trên mùn cưa | Bịch phôi treo dây dù | tai nấm nở quăn mép
Nuôi cà cuống lấy tinh dầu | Bể xi măng thả bèo tấm | ống dầu hút bằng kim tiêm
Hãm lũ bằng rọ đá hộc | Rọ thép đan mắt cáo | bờ kè ôm cua gắt
Đào hào ngăn voi rừng | Hào chữ V sâu hai sải | đàn voi vòng lối mòn cũ
Thắp đuốc đưa học trò qua đèo | Nhựa trám tẩm giẻ khô | ánh đuốc nối dài sườn dốc
Chèo mảng chở thư ra cù lao | Mảng luồng ghép tám cây | bao thư bọc áo mưa
Khắc bia nghĩa trủng | Mũi ve đục nét chân phương | mặt đá xanh rêu tróc
Hát xẩm tàu điện | Nhị líu kéo sát tai | chiếc nón ngửa hứng xu
Múa bồng con đĩ đánh bồng | Dải lụa buông chéo lưng | trống con đeo trước bụng
Thi thổi cơm giật giải | Bếp rơm gánh trên vai | niêu cơm khô vừa hạt
Nhuộm răng đen kể chuyện xưa | Bột cánh kiến phết lá cau | cụ bà nhoẻn miệng hạt na
Vớt rong mơ làm phân xanh | Cào tre kéo rong lên bãi | đống rong ngấu sau trăng
Đúc lư đồng bên hồ Trúc | Sáp ong nặn hình quai | dòng đồng đỏ chảy ngoằn
Vá xuồng ba lá ngày nước nổi | Chai phà trét kín mạch ván | chiếc xuồng nhẹ mái dầm
Gác chuông gọi người ra đê | Dùi gỗ nghiến thúc ba hồi | cụ thủ từ bện lại dây chão""".strip().split("\n")]
UNITS = ["Hội quán Trà Sớm Bến Bần", "Tổ Đèn Bão Hòn Chuối", "Câu lạc bộ Cờ Người Đồng Bún", "Nhà máy Diêm Thống Nhất Cũ",
         "Đội Trống Cái Làng Đọi", "Ban Khánh Tiết Đình Cả", "Nghiệp đoàn Xích Lô Hàng Than", "Chi hội Đọc Sách Bờ Hồ"]
DOCUMENTS = [("512-KH/TU", "Kế hoạch"), ("77-HD/MTTQ", "Hướng dẫn"), ("3301/QĐ-UBND", "Quyết định"), ("19-NQ/HU", "Nghị quyết"),
             ("104-TB/BDV", "Thông báo"), ("856/CV-STC", "Công văn"), ("07-CTr/TĐ", "Chương trình"), ("22-ĐA/ĐU", "Đề án")]
# What is typed, the place as entries write it, and the province of today where that is judged instead.
PLACES = [("vĩnh phúc", "tỉnh Vĩnh Phúc"), ("bac giang", "tỉnh Bắc Giang"), ("tỉnh Hậu Giang", "tỉnh Hậu Giang"), ("sóc trăng", "tỉnh Sóc Trăng"),
          ("Tra Vinh", "tỉnh Trà Vinh"), ("bến tre", "tỉnh Bến Tre"), ("tỉnh đắk nông", "tỉnh Đắk Nông"), ("Đăk Nông", "tỉnh Đắk Nông"),
          ("tinh binh thuan", "tỉnh Bình Thuận"), ("Hà Giang", "tỉnh Hà Giang"), ("quang binh", "tỉnh Quảng Bình"), ("Bình Định", "tỉnh Bình Định"),
          ("tiền giang", "tỉnh Tiền Giang"), ("long an", "tỉnh Long An"), ("tỉnh Hòa Bình", "tỉnh Hòa Bình"), ("NAM DINH", "tỉnh Nam Định"),
          ("bà rịa - vũng tàu", "tỉnh Bà Rịa - Vũng Tàu"), ("TP.HCM", None, "Hồ Chí Minh"), ("thành phố hồ chí minh", None, "Hồ Chí Minh"),
          ("Tp Hồ Chí Minh", None, "Hồ Chí Minh"), ("Thừa Thiên - Huế", None, "Huế"), ("tp huế", None, "Huế"), ("đắc lắc", None, "Đắk Lắk"),
          ("TP. Đà Nẵng", None, "Đà Nẵng"), ("can tho", None, "Cần Thơ"), ("tp hải phòng", None, "Hải Phòng"), ("thủ đô hà nội", None, "Hà Nội")]
# Names of communes that are words of every day: with the word of their type, with their province, or as words.
ORDINARY = ["Tiền Phong", "Thanh Bình", "An Lạc", "Kiến Hưng", "Hợp Tiến", "Xuân Trường", "Minh Tân", "Đồng Tiến", "Bình An", "Hạnh Phúc",
            "Ái Quốc", "Nhân Hòa", "Yên Bình", "Thành Công", "Tân Long", "Vạn Thắng", "Trung Thành", "Phúc Lợi", "Long Hưng", "Đại Sơn"]
WORDS = [("thành công", "Cả giáp thành công tát cạn ao lầy"), ("hạnh phúc", "Hai cụ hạnh phúc bên nồi khoai lùi"), ("bình minh", "Chuông chùa gióng trước bình minh trên cồn"),
         ("đoàn kết", "Bốn họ đoàn kết khiêng cột đình lim"), ("hòa bình", "Con chim hòa bình gấp bằng giấy dó"), ("độc lập", "Bé Na tự độc lập xỏ giày vải"),
         ("tự do", "Đàn ngỗng tự do rúc bụi dứa gai"), ("tiên phong", "Lứa đầu tiên phong bơi qua vực Chảo"), ("trung thành", "Con vện trung thành nằm canh ổ rơm"),
         ("thống nhất", "Cả giáp thống nhất đổi giờ gõ mõ"), ("quyết thắng", "Đội kéo co quyết thắng đội gánh vôi"), ("thanh bình", "Tiếng tiêu thanh bình vọng gác chuông"),
         ("liên minh", "Bầy kiến liên minh tha xác ve"), ("đồng tâm", "Vòng tròn đồng tâm khắc trên mặt cối"), ("tân tiến", "Lối cày tân tiến bỏ đinh ba răng")]
# Asked where nothing answers. What entries have together after all, at some size, is left out.
NOTHING = [q.strip() for q in """
trượt tuyết trên đỉnh Mẫu Sơn|nuôi lạc đà lấy sữa|đua mô tô nước quanh vịnh|xưởng chế tạo robot hàn vỏ hộp|khinh khí cầu ngắm ruộng
sân băng nhân tạo giữa sa mạc|nhạc giao hưởng cho bò sữa|kính viễn vọng vô tuyến|trại cá sấu hoa cà|vườn ươm hoa tulip Hà Lan
lớp dạy múa ba lê|tàu ngầm mini khảo cổ|phòng tranh sơn dầu trừu tượng|đấu kiếm liễu tuổi già|trường đua ngựa vằn
nuôi chim cánh cụt|máy gia tốc hạt|đồn điền ca cao xen ôliu|quán rượu vang nổ|đường hầm xuyên eo biển
kinh te vu tru|giao duc phi hanh gia|san golf noi tren ho|cong vien khung long|du lich mat trang
trại nuôi cá tầm xuyên Siberia|cưỡi đà điểu thồ hàng|xuất khẩu băng phiến|lò phản ứng hạt nhân mini|bảo tàng mật mã Enigma
nhảy dù thể thao|đàn phong cầm nhà thờ Gothic|trồng cây bao báp|mỏ kim cương lộ thiên|xưởng đóng tàu vũ trụ
dân vận khéo nuôi tuần lộc|hội nông dân trồng nhân sâm Triều Tiên|phụ nữ dệt thảm Ba Tư|thanh niên lướt sóng Hawaii|cựu chiến binh chơi băng cầu
tổ tự quản camera hồng ngoại drone|chuyển đổi số blockchain lượng tử|nông thôn mới kiểu kibbutz|hiến đất xây sân bay trực thăng|an ninh mạng tường lửa Palo
Nghệ An trượt ván đuôi cá|Sơn La lặn hang băng|Cà Mau leo núi tuyết|Huế đấu bò tót|Hà Nội săn cá voi
quyết định 98765/QĐ-XYZ|nghị quyết 4040-NQ/KXĐ|giống lúa mì mùa đông Ukraina|nấu bia lúa mạch đen|phà chạy bằng hydro lỏng
trồng quinoa trên đá|vắc xin cho gấu trúc|trạm sạc xe điện bay|xe trượt chó kéo|đài phun nước nhạc nước laser""".replace("\n", "|").split("|")]
