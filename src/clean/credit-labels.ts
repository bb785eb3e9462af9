/**
 * What stands before the name of a text's origin, by language. Origin: the bylines of republished articles on the news sites
 * of each language; the words are the dictionaries' for "source". Compared without regard to case.
 */
export const sourceLabels: readonly string[] = [
  ...['sumber', 'sumber berita', 'sumber artikel', 'dikutip dari', 'dilansir dari', 'disadur dari'], // Indonesian, Malay
  ...['source', 'original source', 'news source', 'article source', 'sources', 'credit', 'via'], // English, French
  ...['quelle', 'originalquelle'], // German
  ...['fuente', 'fuente original', 'font'], // Spanish, Catalan
  ...['fonte', 'fonte original'], // Italian, Portuguese
  ...['bron', 'bronvermelding'], // Dutch
  ...['kaynak', 'haber kaynağı'], // Turkish
  ...['źródło'], // Polish
  ...['zdroj'], // Czech, Slovak
  ...['källa', 'kilde', 'lähde', 'heimild'], // Nordic
  ...['forrás', 'sursa', 'sursă', 'izvor', 'vir'], // Hungarian, Romanian, South Slavic
  ...['allikas', 'avots', 'šaltinis'], // Baltic
  ...['источник', 'джерело', 'крыніца', 'източник', 'извор'], // Cyrillic
  ...['πηγή', 'المصدر', 'مصدر', 'منبع', 'מקור'], // Greek, Arabic, Persian, Hebrew
  ...['स्रोत', 'साभार', 'সূত্র', 'ஆதாரம்'], // Hindi, Bengali, Tamil
  ...['来源', '來源', '消息来源', '文章来源', '资料来源', '出典', '引用元', '情報元', '출처'], // Chinese, Japanese, Korean
  ...['ที่มา', 'nguồn', 'theo'], // Thai, Vietnamese
]

/** Whole sentences that name the first place of publication; the name is what follows. Origin: syndication notices as printed. */
export const originPhrases: readonly RegExp[] = [
  /^(?:(?:this|the) (?:article|story|post|piece) )?(?:was )?(?:originally|first) (?:appeared|published|posted)(?: (?:on|in|at|by))\s+/iu,
  /^(?:dieser (?:artikel|beitrag|text) )?(?:ist |erschien )?(?:zuerst|ursprünglich) (?:erschienen )?(?:bei|auf|in|im)\s+/iu,
  /^(?:este artículo )?(?:fue )?(?:publicado|apareció) (?:originalmente|por primera vez) en\s+/iu,
  /^(?:este artigo )?(?:foi )?publicado originalmente (?:em|no|na)\s+/iu,
  /^(?:cet article (?:a été |est )?)?(?:initialement )?(?:publié|paru)(?: initialement)? (?:sur|dans|par)\s+/iu,
  /^(?:questo articolo (?:è (?:stato )?)?)?(?:apparso|pubblicato) originariamente (?:su|in)\s+/iu,
  /^(?:artikel|berita) ini (?:telah |pertama kali |sudah )?(?:tayang|terbit|dimuat|diterbitkan)(?: pertama kali)? di\s+/iu,
  /^(?:dit artikel )?(?:is )?(?:oorspronkelijk|eerder) (?:verschenen|gepubliceerd) (?:op|in)\s+/iu,
]

/** Words of a source that is no outlet: a chart's or table's note. Origin: captions of charts in the business press. */
export const noOutlets: ReadonlySet<string> = new Set(
  (
    'author authors own data reports report calculation calculations research analysis estimates survey company staff press release internet various ' +
    'multiple wikipedia sources berbagai penulis eigene berechnung berechnungen darstellung angaben propia elaboración própria elaborazione autor auteur'
  ).split(' '),
)
