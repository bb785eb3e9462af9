/** What texts of a language are made of: words or, where the script has no spaces, short runs; and how sentences look. */
export interface Language {
  readonly code: string
  /** Between words. */
  readonly space: string
  readonly stop: string
  readonly quotes: readonly [string, string]
  readonly words: readonly string[]
  /** What names are made of. */
  readonly syllables: readonly string[]
  /** Whole phrases that stand in many texts of the language. */
  readonly phrases: readonly string[]
  /** A paper's own lines around an article. */
  readonly wrapping: readonly string[]
}

const list = (words: string): readonly string[] => words.trim().split(/\s+/)
const latin = list('ba kor mel ti ran vo des lu pin gar no sel ma ter ri da ven ol kas mo')

/** No text of the project was written with these words. */
export const languages: readonly Language[] = [
  {
    code: 'en',
    space: ' ',
    stop: '.',
    quotes: ['“', '”'],
    words:
      list(`the a of to in for on with from after before while under between against village harbour glacier orchard
      ferry librarian pollen quarry beekeeper tunnel copper violin comet salmon lantern ceramic drought bakery engineers
      farmers nurses council parents judges pilots weavers found repaired measured sold counted painted delayed carried
      promised refused older narrow quiet expensive northern heavy frozen wooden slowly twice almost together nobody
      winter morning decade survey ticket bridge roof tax engine letter museum rail coast vineyard`),
    syllables: latin,
    phrases: [
      'said in a statement on Tuesday',
      'according to people familiar with the matter',
      'did not respond to a request for comment',
    ],
    wrapping: [
      'You are reading our weekend edition, free for everybody.',
      'Help us to stay independent: become a member.',
      'More from this section can be found below.',
    ],
  },
  {
    code: 'de',
    space: ' ',
    stop: '.',
    quotes: ['„', '“'],
    words:
      list(`der die das ein von zu im für auf mit nach vor während unter zwischen gegen Dorf Hafen Gletscher Obstgarten
      Fähre Bibliothek Steinbruch Imkerin Tunnel Kupfer Geige Komet Lachs Laterne Keramik Dürre Bäckerei Ingenieure Bauern
      Pflegerinnen Gemeinderat Eltern Richter Piloten Weber fand reparierte maß verkaufte zählte strich verschob trug
      versprach lehnte ältere schmale stille teure nördliche schwere gefrorene hölzerne langsam zweimal fast gemeinsam
      niemand Winter Morgen Jahrzehnt Umfrage Fahrkarte Brücke Dach Steuer Motor Brief Museum Schiene Küste Weinberg`),
    syllables: latin,
    phrases: [
      'teilte das Unternehmen am Dienstag mit',
      'wie aus einem Bericht hervorgeht',
      'war zunächst nicht zu erreichen',
    ],
    wrapping: [
      'Dieser Text gehört zu unserer Wochenendausgabe.',
      'Unterstützen Sie unsere Arbeit mit einer Spende.',
      'Weitere Beiträge aus diesem Ressort stehen unten.',
    ],
  },
  {
    code: 'ru',
    space: ' ',
    stop: '.',
    quotes: ['«', '»'],
    words:
      list(`в на с по за из от до после перед между против деревня гавань ледник сад паром библиотека карьер пасечник
      тоннель медь скрипка комета лосось фонарь керамика засуха пекарня инженеры фермеры медсёстры совет родители судьи
      лётчики ткачи нашли починили измерили продали посчитали покрасили отложили перевезли пообещали отказали старый узкий
      тихий дорогой северный тяжёлый замёрзший деревянный медленно дважды почти вместе никто зима утро десятилетие опрос
      билет мост крыша налог мотор письмо музей рельсы берег виноградник ещё всё её`),
    syllables: list('ба кор мел ти ран во дес лу пин гар но сел ма тер ри да вен ол кас мо'),
    phrases: [
      'сообщила пресс-служба во вторник',
      'рассказал источник в отрасли',
      'не ответили на запрос о комментарии',
    ],
    wrapping: [
      'Этот материал вышел в выпуске выходного дня.',
      'Поддержите редакцию ежемесячным взносом.',
      'Другие тексты раздела ищите ниже.',
    ],
  },
  {
    code: 'tr',
    space: ' ',
    stop: '.',
    quotes: ['“', '”'],
    words:
      list(`ve bir bu için ile sonra önce arasında karşı altında köy liman buzul bahçe feribot kütüphane taşocağı arıcı
      tünel bakır keman kuyrukluyıldız somon fener seramik kuraklık fırın mühendisler çiftçiler hemşireler meclis ebeveynler
      yargıçlar pilotlar dokumacılar buldu onardı ölçtü sattı saydı boyadı erteledi taşıdı İstanbul İzmir Iğdır Isparta
      eski dar sessiz pahalı kuzey ağır donmuş ahşap yavaşça iki neredeyse birlikte kimse kış sabah onyıl anket bilet köprü
      çatı vergi motor mektup müze ray kıyı bağ`),
    syllables: list('ba kır mel tı ran vu deş lü pın gar no sel ma ter rı da ven öl kaş mo'),
    phrases: [
      'salı günü yapılan açıklamada belirtildi',
      'konuya yakın kaynaklara göre',
      'yorum talebine yanıt vermedi',
    ],
    wrapping: [
      'Bu yazı hafta sonu ekimizde yayımlandı.',
      'Bağımsız kalmamız için üye olun.',
      'Bu bölümdeki diğer yazılar aşağıda.',
    ],
  },
  {
    code: 'vi',
    space: ' ',
    stop: '.',
    quotes: ['“', '”'],
    words:
      list(`và của một những trong cho với từ sau trước giữa dưới làng cảng sông băng vườn phà thư viện mỏ đá nuôi ong hầm
      đồng đàn sao chổi cá hồi đèn lồng gốm hạn hán tiệm bánh kỹ sư nông dân y tá hội đồng phụ huynh thẩm phán phi công thợ
      dệt tìm sửa đo bán đếm sơn hoãn chở hứa từ chối cũ hẹp yên đắt bắc nặng gỗ chậm hai gần cùng không ai mùa đông sáng
      thập kỷ khảo sát vé cầu mái thuế máy thư bảo tàng đường ray bờ biển hòa thủy khỏe`),
    syllables: list('Bảo Minh Hòa Thủy Lan Đức Quân Trang Nhật Phúc Khánh Linh Sơn Tùng Vân Yến Hạnh Duy'),
    phrases: ['cho biết trong một tuyên bố hôm thứ Ba', 'theo nguồn tin thân cận', 'chưa phản hồi yêu cầu bình luận'],
    wrapping: [
      'Bài viết này thuộc số báo cuối tuần.',
      'Hãy ủng hộ tòa soạn bằng cách trở thành hội viên.',
      'Các bài khác cùng chuyên mục ở bên dưới.',
    ],
  },
  {
    code: 'ar',
    space: ' ',
    stop: '.',
    quotes: ['«', '»'],
    words:
      list(`في من على إلى عن بعد قبل بين تحت ضد القرية الميناء البستان العبّارة المكتبة المحجر النحّال النفق النحاس الكمان
      المذنّب السلمون الفانوس الخزف الجفاف المخبز المهندسون المزارعون الممرضات المجلس الآباء القضاة الطيارون النساجون وجد
      أصلح قاس باع عدّ دهن أجّل حمل وعد رفض القديم الضيق الهادئ الغالي الشمالي الثقيل المتجمد الخشبي ببطء مرتين تقريبا معا
      أحد الشتاء الصباح العقد الاستطلاع التذكرة الجسر السقف الضريبة المحرك الرسالة المتحف السكة الساحل الكروم`),
    syllables: list('با كور مل تي ران فو دس لو بين غار نو سل ما تر ري دا فن كاس'),
    phrases: ['قال في بيان صدر يوم الثلاثاء', 'وفقا لمصادر مطلعة', 'لم يرد على طلب للتعليق'],
    wrapping: [
      'هذا النص جزء من عدد نهاية الأسبوع.',
      'ادعموا استقلالنا بالاشتراك الشهري.',
      'تجدون مقالات القسم الأخرى أدناه.',
    ],
  },
  {
    code: 'hi',
    space: ' ',
    stop: '।',
    quotes: ['“', '”'],
    words: list(`में का की के से पर को और बाद पहले बीच खिलाफ गाँव बंदरगाह हिमनद बाग नौका पुस्तकालय खदान मधुपालक सुरंग तांबा वायलिन
      धूमकेतु मछली लालटेन मिट्टी सूखा बेकरी इंजीनियर किसान नर्सें परिषद अभिभावक न्यायाधीश पायलट बुनकर मिला सुधारा मापा बेचा
      गिना रंगा टाला ढोया वादा मना पुराना संकरा शांत महँगा उत्तरी भारी जमा लकड़ी धीरे दोबारा लगभग साथ कोई सर्दी सुबह दशक
      सर्वेक्षण टिकट पुल छत कर इंजन चिट्ठी संग्रहालय पटरी तट`),
    syllables: list('बा कोर मेल ती रन वो देस लू पिन गर नो सेल मा तर री दा वेन कास'),
    phrases: ['मंगलवार को जारी बयान में कहा', 'मामले से परिचित लोगों के अनुसार', 'टिप्पणी के अनुरोध का जवाब नहीं दिया'],
    wrapping: ['यह लेख हमारे सप्ताहांत अंक का हिस्सा है।', 'स्वतंत्र पत्रकारिता के लिए सदस्य बनें।', 'इस खंड के अन्य लेख नीचे हैं।'],
  },
  {
    code: 'th',
    space: '',
    stop: ' ',
    quotes: ['“', '”'],
    words: list(`และ ของ ใน ที่ จาก หลัง ก่อน ระหว่าง ใต้ หมู่บ้าน ท่าเรือ ธารน้ำแข็ง สวนผลไม้ เรือข้ามฟาก ห้องสมุด เหมืองหิน
      คนเลี้ยงผึ้ง อุโมงค์ ทองแดง ไวโอลิน ดาวหาง ปลาแซลมอน โคมไฟ เครื่องปั้น ภัยแล้ง ร้านขนมปัง วิศวกร ชาวนา พยาบาล สภา ผู้ปกครอง
      ผู้พิพากษา นักบิน ช่างทอ พบ ซ่อม วัด ขาย นับ ทาสี เลื่อน ขน สัญญา ปฏิเสธ เก่า แคบ เงียบ แพง เหนือ หนัก แช่แข็ง ไม้ ช้าๆ
      สองครั้ง เกือบ ด้วยกัน ไม่มีใคร ฤดูหนาว เช้า ทศวรรษ สำรวจ ตั๋ว สะพาน หลังคา ภาษี เครื่องยนต์ จดหมาย พิพิธภัณฑ์`),
    syllables: list('บา กร เมล ติ รัน โว เดช ลู พิน การ โน เสล มา เทอ ริ ดา'),
    phrases: ['ระบุในแถลงการณ์เมื่อวันอังคาร', 'ตามแหล่งข่าวใกล้ชิด', 'ไม่ตอบคำขอความเห็น'],
    wrapping: ['บทความนี้อยู่ในฉบับสุดสัปดาห์ ', 'สนับสนุนเราด้วยการเป็นสมาชิก ', 'อ่านเรื่องอื่นในหมวดนี้ด้านล่าง '],
  },
  {
    code: 'zh',
    space: '',
    stop: '。',
    quotes: ['“', '”'],
    words:
      list(`的 了 在 从 之后 之前 之间 反对 村庄 港口 冰川 果园 渡船 图书馆 采石场 养蜂人 隧道 铜矿 提琴 彗星 鲑鱼 灯笼 陶瓷 干旱
      面包店 工程师 农民 护士 议会 家长 法官 飞行员 织工 发现 修理 测量 出售 清点 粉刷 推迟 搬运 承诺 拒绝 古老 狭窄 安静 昂贵 北方
      沉重 结冰 木制 缓慢 两次 几乎 一起 无人 冬天 早晨 十年 调查 车票 桥梁 屋顶 税收 发动机 信件 博物馆 铁轨 海岸 葡萄园`),
    syllables: list('陆 潘 卓 嘉 衡 岚 霁 彤 朔 琛 翊 菡 骁 沅 樾 晗'),
    phrases: ['在周二的声明中表示', '据知情人士透露', '没有回应置评请求'],
    wrapping: ['本文刊于周末版。', '欢迎成为会员支持我们。', '更多本版文章见下方。'],
  },
  {
    code: 'ja',
    space: '',
    stop: '。',
    quotes: ['「', '」'],
    words:
      list(`は が を に で から まで との の 後 前 間 村 港 氷河 果樹園 渡し船 図書館 採石場 養蜂家 トンネル 銅 バイオリン 彗星 鮭 提灯
      陶器 干ばつ パン屋 技術者 農家 看護師 議会 保護者 裁判官 操縦士 織工 見つけた 直した 測った 売った 数えた 塗った 延期した 運んだ
      約束した 断った 古い 狭い 静かな 高価な 北の 重い 凍った 木製の ゆっくり 二度 ほとんど 一緒に 誰も 冬 朝 十年 調査 切符 橋 屋根 税
      エンジン 手紙 博物館 線路 海岸 ブドウ畑`),
    syllables: list('ベル コル メラ ティ ラン ヴォ デス ルー ピン ガル ノセ マテ リダ'),
    phrases: ['火曜日の声明で述べた', '関係者によると', 'コメントの要請に応じていない'],
    wrapping: [
      'この記事は週末版に掲載されました。',
      '会員になって私たちを支えてください。',
      'この欄の他の記事は下にあります。',
    ],
  },
  {
    code: 'ko',
    space: ' ',
    stop: '.',
    quotes: ['“', '”'],
    words:
      list(`그 이 및 후에 전에 사이에 아래 마을은 항구에서 빙하를 과수원이 나룻배 도서관은 채석장 양봉가 터널을 구리 바이올린 혜성 연어가
      등불 도자기를 가뭄 빵집에서 기술자들은 농부들이 간호사들 의회는 부모들 판사가 조종사 직공들 찾았다 고쳤다 쟀다 팔았다 셌다 칠했다
      미뤘다 날랐다 약속했다 거절했다 오래된 좁은 조용한 비싼 북쪽 무거운 얼어붙은 나무로 천천히 두번 거의 함께 아무도 겨울 아침 십년
      조사 표 다리를 지붕 세금 엔진 편지 박물관 철로 해안`),
    syllables: list('바 코르 멜 티 란 보 데스 루 핀 가르 노 셀 마 테 리 다'),
    phrases: ['화요일 성명에서 밝혔다', '사정에 밝은 관계자에 따르면', '논평 요청에 응하지 않았다'],
    wrapping: ['이 글은 주말판에 실렸습니다.', '회원이 되어 저희를 도와주세요.', '이 면의 다른 글은 아래에 있습니다.'],
  },
  {
    code: 'id',
    space: ' ',
    stop: '.',
    quotes: ['"', '"'],
    words:
      list(`di ke dari untuk pada dengan setelah sebelum antara melawan desa pelabuhan gletser kebun feri perpustakaan tambang
      peternak lebah terowongan tembaga biola komet salmon lentera keramik kekeringan toko roti insinyur petani perawat dewan
      orangtua hakim pilot penenun menemukan memperbaiki mengukur menjual menghitung mengecat menunda membawa berjanji menolak
      tua sempit sepi mahal utara berat beku kayu perlahan dua hampir bersama tiada musim dingin pagi dasawarsa survei tiket
      jembatan atap pajak mesin surat museum rel pantai`),
    syllables: latin,
    phrases: [
      'dalam pernyataan pada hari Selasa',
      'menurut sumber yang mengetahui hal itu',
      'belum menanggapi permintaan komentar',
    ],
    wrapping: [
      'Tulisan ini bagian dari edisi akhir pekan.',
      'Dukung kami dengan menjadi anggota.',
      'Tulisan lain rubrik ini ada di bawah.',
    ],
  },
]
