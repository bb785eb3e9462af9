/**
 * What made hosts are built of. `{N}` is the company's name, `{C}` the same in capitals, `{D}` its domain. Sentences are
 * made of subjects, verbs and objects, so that no two articles share one. All names and texts are invented.
 */
export interface Texts {
  readonly language: string
  readonly companies: readonly string[]
  readonly subjects: readonly string[]
  readonly verbs: readonly string[]
  readonly objects: readonly string[]
  /** How the company's lines are designed: the HTML of a line between paragraphs. */
  readonly between: readonly string[]
  /** Put before a paragraph's first sentence, or behind its last. */
  readonly before: readonly string[]
  readonly behind: readonly string[]
  /** Lines that recur and belong to the articles. */
  readonly harmless: {
    readonly head: readonly string[]
    readonly between: readonly string[]
    readonly end: readonly string[]
    readonly dateline: readonly string[]
  }
}

/** What the rules were written by. */
export const tuned: readonly Texts[] = [
  {
    language: 'en',
    companies: ['Harborlane Capital', 'Brightfold Logistics Ltd', 'Quillmere', 'Northgate Dental Studio'],
    subjects: [
      'The council',
      'A panel of judges',
      'The regulator',
      'Two researchers',
      'The mayor',
      'The union',
      'A start-up',
      'The ministry',
      'Local farmers',
      'The operator',
    ],
    verbs: [
      'approved',
      'rejected',
      'presented',
      'postponed',
      'criticised',
      'welcomed',
      'discussed',
      'measured',
      'repaired',
      'published',
    ],
    objects: [
      'the new tram line after a long debate',
      'a plan for cheaper housing in the north',
      'figures that surprised most observers',
      'the contract with the old supplier',
      'a study of sleep among nurses',
      'rules for drones above the harbour',
      'the budget for the coming winter',
      'an appeal against the earlier ruling',
    ],
    between: [
      '<p>{C}</p>',
      '<p>Subscribe to our newsletter and never miss a story</p>',
      '<h3>{N}</h3>',
      '<p><strong>{N} – your partner in every market</strong></p>',
      '<p>Visit www.{D} for more</p>',
      '<p>{N} helps you plan for the years ahead.</p>',
      '<p><a href="https://{D}/chat">Join our Telegram channel</a></p>',
      '<div>Call us today: +44 20 5550 1234</div>',
      '<p>Follow {N} on all platforms!</p>',
    ],
    before: ['{C} – ', '[{N}] ', '<b>{C}</b> '],
    behind: [' {C}', ' Read more at {N}.', ' | {N}', ' <a href="https://{D}">{N}</a>'],
    harmless: {
      head: ['By Anna Holm', 'Politics', 'Staff report'],
      between: [
        '<h3>Background</h3>',
        '<p>And so the river keeps its secrets.</p>',
        '<p>At a glance</p>',
        '<p>* * *</p>',
      ],
      end: [
        'Reporting by Anna Holm; Editing by Peter Krug',
        'This article does not constitute investment advice.',
        'The views expressed are those of the author.',
        'Additional reporting from our correspondents',
      ],
      dateline: ['LONDON – ', 'PARIS (AP) — '],
    },
  },
  {
    language: 'id',
    companies: ['PT Sinar Maju Berjangka', 'Rajawali Properti', 'Klinik Sehat Utama', 'Mitra Emas Futures'],
    subjects: [
      'Pemerintah kota',
      'Dewan kota',
      'Para peneliti',
      'Menteri perdagangan',
      'Serikat buruh',
      'Bank sentral',
      'Sejumlah petani',
      'Operator kereta',
    ],
    verbs: ['menyetujui', 'menolak', 'mengumumkan', 'menunda', 'membahas', 'mengkritik', 'memperbaiki', 'menerbitkan'],
    objects: [
      'rencana jalur kereta baru di utara kota',
      'anggaran untuk musim hujan mendatang',
      'aturan baru tentang pesawat nirawak',
      'hasil penelitian tentang tidur para perawat',
      'kontrak dengan pemasok yang lama',
      'data yang mengejutkan banyak pengamat',
      'laporan tentang harga beras di pasar',
    ],
    between: [
      '<p>{C}</p>',
      '<p>Baca juga berita lain di {D}</p>',
      '<p>Hubungi kami segera untuk konsultasi</p>',
      '<p>{N} – solusi investasi anda</p>',
      '<h4>{C}</h4>',
      '<p>Buka akun demo gratis bersama {N}</p>',
    ],
    before: ['{C} – ', '{N}: '],
    behind: [' {C}', ' {N}', ' ({C})'],
    harmless: {
      head: ['Oleh Budi Santoso', 'Ekonomi'],
      between: ['<h3>Latar belakang</h3>', '<p>Begitulah hidup di tepi sungai.</p>'],
      end: [
        'Laporan Budi Santoso dari Jakarta',
        'Artikel ini bukan merupakan saran investasi.',
        'Penyunting: Sri Wahyuni',
      ],
      dateline: ['JAKARTA – ', 'SURABAYA, '],
    },
  },
  {
    language: 'de',
    companies: ['Müllerbach Immobilien GmbH', 'Sonnentor Energie', 'Falkenried', 'Kanzlei Brandt und Partner'],
    subjects: [
      'Der Stadtrat',
      'Die Ministerin',
      'Ein Gericht',
      'Die Forscher',
      'Der Betreiber',
      'Die Gewerkschaft',
      'Eine Gutachterin',
      'Der Landkreis',
    ],
    verbs: ['billigte', 'verschob', 'lobte', 'kritisierte', 'beriet', 'veröffentlichte', 'prüfte', 'verwarf'],
    objects: [
      'den Bau der neuen Straßenbahn nach langer Debatte',
      'einen Plan für günstige Wohnungen im Norden',
      'die Zahlen des vergangenen Jahres',
      'den Vertrag mit dem alten Lieferanten',
      'eine Studie über den Schlaf von Pflegekräften',
      'strengere Regeln für Drohnen am Hafen',
    ],
    between: [
      '<p>{C}</p>',
      '<p>Jetzt unseren Newsletter abonnieren</p>',
      '<p>Mehr erfahren auf www.{D}</p>',
      '<p>{N} – wir sind für Sie da</p>',
      '<blockquote>Kontaktieren Sie {N} für ein Angebot!</blockquote>',
      '<p>{N} berät Sie gern zu allen Fragen.</p>',
    ],
    before: ['{C}: ', '{C} – '],
    behind: [' {C}', ' – {N}', ' Lesen Sie auch unseren Blog.'],
    harmless: {
      head: ['Von Anna Holm', 'Wirtschaft'],
      between: ['<h3>Hintergrund</h3>', '<p>So ist das eben an der Elbe.</p>', '<p>Kurz gesagt</p>'],
      end: [
        'Mit Material der dpa',
        'Alle Angaben ohne Gewähr',
        'Dieser Beitrag ist keine Anlageberatung.',
        'Redaktion: Peter Krug',
      ],
      dateline: ['Berlin (dpa) – ', 'HAMBURG – '],
    },
  },
  {
    language: 'es',
    companies: ['Inversol Capital S.A.', 'Clínica Monteverde', 'Transportes Altamira', 'Orovalle'],
    subjects: [
      'El ayuntamiento',
      'La ministra',
      'Un tribunal',
      'Los investigadores',
      'El sindicato',
      'La alcaldesa',
      'Una empresa emergente',
      'El operador',
    ],
    verbs: ['aprobó', 'rechazó', 'presentó', 'aplazó', 'criticó', 'publicó', 'revisó', 'celebró'],
    objects: [
      'la nueva línea de tranvía tras un largo debate',
      'un plan de vivienda para el norte',
      'las cifras del último año',
      'el contrato con el antiguo proveedor',
      'un estudio sobre el sueño de las enfermeras',
      'las normas para drones en el puerto',
    ],
    between: [
      '<p>{C}</p>',
      '<p>Suscríbete a nuestro boletín semanal</p>',
      '<p>Más información en www.{D}</p>',
      '<p>{N}, su socio de confianza</p>',
      '<p>Síguenos en todas las redes</p>',
      '<p>{N} acompaña a las familias desde siempre.</p>',
    ],
    before: ['{C} – ', '{N} | '],
    behind: [' {C}', ' Visita nuestra web.', ' ({N})'],
    harmless: {
      head: ['Por María Robles', 'Economía'],
      between: ['<h3>Antecedentes</h3>', '<p>Así es la vida junto al río.</p>'],
      end: ['Información de María Robles', 'Este texto no constituye asesoramiento financiero.', 'Edición: Juan Prado'],
      dateline: ['MADRID – ', 'Sevilla (EFE) – '],
    },
  },
  {
    language: 'ru',
    companies: ['ООО Северный Капитал', 'Клиника Берёзовая', 'Вестторг'],
    subjects: ['Городской совет', 'Министр', 'Суд', 'Исследователи', 'Профсоюз', 'Мэр города', 'Оператор'],
    verbs: ['одобрил', 'отклонил', 'представил', 'отложил', 'обсудил', 'опубликовал', 'проверил'],
    objects: [
      'проект новой трамвайной линии после долгих споров',
      'план дешёвого жилья на севере города',
      'данные за прошлый год',
      'договор со старым поставщиком',
      'исследование о сне медсестёр',
      'правила для беспилотников в порту',
    ],
    between: [
      '<p>{C}</p>',
      '<p>Подписывайтесь на наш канал</p>',
      '<p>{N} – надёжность и опыт</p>',
      '<p>Подробнее на сайте {D}</p>',
      '<p>{N} помогает семьям уже много лет.</p>',
    ],
    before: ['{C} – ', '{N}: '],
    behind: [' {C}', ' | {N}'],
    harmless: {
      head: ['Автор: Анна Холм', 'Экономика'],
      between: ['<h3>Справка</h3>', '<p>Вот так и живём у реки.</p>'],
      end: ['Текст подготовила Анна Холм', 'Материал не является индивидуальной инвестиционной рекомендацией.'],
      dateline: ['МОСКВА – ', 'Казань, ТАСС – '],
    },
  },
]
