import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/util/decode.ts'

/** A headline and a paragraph of news in each language. */
const news = {
  ru: [
    'Новый смартфон получил большую батарею и яркий экран',
    'Производитель объявил, что продажи начнутся в следующем месяце. Цена пока неизвестна, но аналитики ожидают, что она останется на уровне прошлого года. Обновление системы обещают выпускать четыре года.',
  ],
  uk: [
    'Уряд схвалив новий закон про захист персональних даних',
    'Документ набуде чинності з наступного року. Компанії матимуть шість місяців, щоб привести свої правила у відповідність до вимог. Її голова пояснив, що йдеться про європейські стандарти.',
  ],
  bg: [
    'Нова мрежа ще свърже големите градове до края на годината',
    'Министърът съобщи, че строителството започва през пролетта. Според експертите проектът ще създаде работа за хиляди души.',
  ],
  el: [
    'Η νέα έκδοση του προγράμματος κυκλοφόρησε σήμερα',
    'Οι χρήστες μπορούν να την κατεβάσουν δωρεάν από την ιστοσελίδα της εταιρείας. Υπάρχουν πολλές βελτιώσεις στην ασφάλεια και την ταχύτητα.',
  ],
  he: [
    'החברה הודיעה על מוצר חדש שיושק בחודש הבא',
    'לדברי המנכ"ל מדובר בפריצת דרך של ממש. המחיר יפורסם רק במועד ההשקה הרשמי, אך מומחים מעריכים שיהיה נמוך יותר.',
  ],
  ar: [
    'الشركة تعلن عن إطلاق هاتف جديد في الشهر المقبل',
    'وقال المدير التنفيذي إن الهاتف الجديد يأتي ببطارية أكبر وشاشة أفضل من السابق. ولم تعلن الشركة بعد عن السعر النهائي.',
  ],
  tr: [
    'Şirket yeni ürününü gelecek ay tanıtacağını açıkladı',
    'Yapılan açıklamaya göre ürünün fiyatı geçen yılla aynı kalacak. Uzmanlar, bu gelişmenin piyasayı olumlu yönde etkileyeceğini düşünüyor. Çalışmalar İstanbul’da sürüyor.',
  ],
  pl: [
    'Nowa usługa pozwoli szybciej załatwić sprawy w urzędzie',
    'Według zapowiedzi ministerstwa system zacznie działać już wiosną. Użytkownicy będą mogli złożyć wniosek przez Internet, a następnie śledzić jego przebieg. Wciąż brakuje jednak środków na część zadań.',
  ],
  cs: [
    'Nová služba umožní rychlejší vyřízení žádostí na úřadech',
    'Podle ministerstva začne systém fungovat už na jaře. Uživatelé budou moci podat žádost přes internet a sledovat její průběh. Část peněz ale stále chybí, řekl mluvčí úřadu.',
  ],
  hu: [
    'Új szolgáltatás gyorsítja meg az ügyintézést a hivatalokban',
    'A minisztérium szerint a rendszer már tavasszal működni fog. A felhasználók az interneten keresztül nyújthatják be a kérelmeiket, és követhetik azok sorsát. Őszintén szólva még sok pénz hiányzik.',
  ],
  fr: [
    'La société a dévoilé un téléphone équipé d’une batterie améliorée',
    'Selon l’équipe, les premières livraisons débuteront à la fin de l’été. Les prix n’ont pas été annoncés, mais les experts s’attendent à ce qu’ils restent inchangés. « C’est une étape décisive », a déclaré la présidente.',
  ],
  de: [
    'Die Behörde prüft, ob die Übernahme für Verbraucher schädlich wäre',
    'Nach Angaben der Behörde könnte die Prüfung mehrere Monate dauern. Größere Änderungen für die Kundschaft sind vorläufig nicht zu erwarten, heißt es in der Erklärung.',
  ],
  es: [
    'El español inventó un método más rápido para enseñar a los niños',
    'Según los investigadores, la técnica también podría aplicarse a otras áreas. ¿Cuándo estará disponible? Aún no hay fecha, pero la compañía promete más información mañana.',
  ],
  pt: [
    'A empresa não informou quando o serviço estará disponível',
    'Segundo a direção, as informações serão divulgadas até o fim do mês. Não há previsão de alteração dos preços, mas especialistas acham que isso é possível.',
  ],
  th: [
    'บริษัทประกาศเปิดตัวโทรศัพท์รุ่นใหม่ในเดือนหน้า',
    'ผู้บริหารกล่าวว่าโทรศัพท์รุ่นใหม่มีแบตเตอรี่ที่ใหญ่ขึ้นและหน้าจอที่ดีกว่าเดิม ส่วนราคายังไม่มีการเปิดเผยอย่างเป็นทางการ',
  ],
  vi: ['Công ty công bố sản phẩm mới', 'Theo thông báo, giá bán sẽ không thay đổi so với năm trước.'],
  lv: [
    'Uzņēmums paziņoja par jaunu pakalpojumu',
    'Kā norāda ministrija, sistēma sāks darboties jau pavasarī. Lietotāji varēs iesniegt pieteikumu tiešsaistē un sekot tā izskatīšanai.',
  ],
  ja: [
    '新しいスマートフォンが来月発売されることが発表された',
    '同社によると、バッテリーの容量が大きくなり、画面も明るくなったという。価格はまだ明らかにされていないが、昨年と同じ水準になるとみられる。',
  ],
  ko: [
    '새로운 스마트폰이 다음 달에 출시된다고 발표했다',
    '회사에 따르면 배터리 용량이 커지고 화면도 밝아졌다고 한다. 가격은 아직 공개되지 않았지만 작년과 비슷한 수준이 될 것으로 보인다.',
  ],
  zh: [
    '新款智能手机将于下个月正式发布',
    '该公司表示，新手机的电池容量更大，屏幕也更亮。价格尚未公布，但分析人士预计将与去年持平。系统更新将持续四年。',
  ],
  tw: [
    '新款智慧型手機將於下個月正式發表',
    '該公司表示，新手機的電池容量更大，螢幕也更亮。價格尚未公布，但分析師預計將與去年持平。系統更新將持續四年。',
  ],
} as const

const charsets: readonly (readonly [keyof typeof news, ...(readonly string[])])[] = [
  ['ru', 'windows-1251', 'koi8-r', 'iso-8859-5', 'cp866'],
  ['uk', 'windows-1251', 'koi8-u'],
  ['bg', 'windows-1251'],
  ['el', 'windows-1253', 'iso-8859-7'],
  ['he', 'windows-1255'],
  ['ar', 'windows-1256'],
  ['tr', 'windows-1254', 'iso-8859-9'],
  ['pl', 'windows-1250', 'iso-8859-2'],
  ['cs', 'windows-1250', 'iso-8859-2'],
  ['hu', 'windows-1250', 'iso-8859-2'],
  ['fr', 'windows-1252'],
  ['de', 'windows-1252', 'iso-8859-1'],
  ['es', 'windows-1252'],
  ['pt', 'windows-1252'],
  ['th', 'windows-874'],
  ['lv', 'windows-1257'],
  ['ja', 'shift_jis', 'euc-jp'],
  ['ko', 'euc-kr'],
  ['zh', 'gbk', 'gb2312'],
  ['tw', 'big5'],
]

const head = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title><link>https://a.example/</link>'
const end = '</channel></rss>'

function item(language: keyof typeof news): string {
  const [title, text] = news[language]
  return `<item><title>${title}</title><link>https://a.example/2026/1</link><description>&lt;p class="lead"&gt;${text}&lt;/p&gt;</description></item>`
}

const rows = charsets.flatMap(([language, ...names]) => names.map((name) => [language, name] as const))

describe('a feed that says nothing of its charset', () => {
  test.each(rows)('one entry: %s in %s', (language, name) => {
    const bytes = iconv.encode(head + item(language) + end, name)
    expect(decodeText(bytes, { markup: 'xml' }).text).toBe(iconv.decode(bytes, name))
  })

  test.each(rows)('a headline that names its language: %s in %s', (language, name) => {
    const declared = `<language>${language === 'tw' ? 'zh-TW' : language}</language>`
    const bytes = iconv.encode(`${head}${declared}<item><title>${news[language][0]}</title></item>${end}`, name)
    expect(decodeText(bytes, { markup: 'xml' }).text).toBe(iconv.decode(bytes, name))
  })

  test.each(rows)('twenty entries: %s in %s', (language, name) => {
    const bytes = iconv.encode(head + item(language).repeat(20) + end, name)
    expect(decodeText(bytes, { markup: 'xml' }).text).toBe(iconv.decode(bytes, name))
  })

  test.each([
    'Café à la crème',
    'Smart tips – how to save money',
    'It’s here: “new” phones',
    'Price: £20',
    'Nestlé® profit up',
    'Straßenbahn fährt wieder',
    '¿Qué pasó?',
    'São Paulo não pára',
    'Göteborg får ny tåglinje',
    'Æbler på Fyn',
    'Perché no? La città è più bella',
    '50 € pour un été',
    'Copyright © 2026 Example',
  ])('a few accents are western: %s', (title) => {
    const bytes = iconv.encode(`${head}<item><title>${title}</title></item>${end}`, 'windows-1252')
    expect(decodeText(bytes, { markup: 'xml' })).toMatchObject({ charset: 'windows-1252' })
  })
})
