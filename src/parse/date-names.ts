/** Month names by language, January first; a date's word is a month if it begins one of these names or is begun by it. */
const months: readonly string[] = [
  'jan feb mar apr may jun jul aug sep oct nov dec', // English, and every name below that begins so
  'january february march april may june july august september october november december',
  'januar februar marz april mai juni juli august september oktober november dezember', // German
  'januari februari maret april mei juni juli agustus september oktober november desember', // Indonesian
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre', // French
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre', // Spanish
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre', // Italian
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro', // Portuguese
  'januari februari maart april mei juni juli augustus september oktober november december', // Dutch
  'januar februar marts april maj juni juli august september oktober november december', // Danish
  'januari februari mars april maj juni juli augusti september oktober november december', // Swedish
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia', // Polish
  'ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık', // Turkish
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря', // Russian
  'ιανουαριος φεβρουαριος μαρτιος απριλιος μαιος ιουνιος ιουλιος αυγουστος σεπτεμβριος οκτωβριος νοεμβριος δεκεμβριος', // Greek
  'januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december', // Hungarian
]

const byStart = new Map<string, number | undefined>()
for (const language of months) {
  for (const [index, name] of language.split(' ').entries()) {
    const plain = plainWord(name)
    for (let length = 3; length <= plain.length; length++) {
      const start = plain.slice(0, length)
      // French "jui" is June and July: a start that two months share names none.
      byStart.set(start, byStart.has(start) && byStart.get(start) !== index ? undefined : index)
    }
  }
}
/** Names that the rule above can't tell or that are written otherwise. */
for (const [name, index] of [
  ['mrz', 2],
  ['agt', 7],
  ['ags', 7],
  ['sept', 8],
  ['peb', 1],
  ['nop', 10],
  ['μαϊ', 4],
  ['mar', 2],
  ['mai', 4],
] as const) {
  byStart.set(plainWord(name), index)
}

/** Lower case, without accents and the final dot. */
function plainWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
}

/** The month that a word names, January 0. */
export function monthOf(word: string): number | undefined {
  return byStart.get(plainWord(word))
}

/**
 * Zone names in minutes east of UTC. RFC 822's own first; the others are those of feeds in use. "IST" is India's, "CST"
 * America's, as in most feeds. Single letters are UTC: RFC 822 had their sign wrong, so RFC 2822 4.3 gives them no meaning.
 */
const zones: Record<string, number> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  wet: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
  ast: -240,
  adt: -180,
  brt: -180,
  art: -180,
  bst: 60,
  west: 60,
  cet: 60,
  mez: 60,
  met: 60,
  cest: 120,
  mesz: 120,
  mest: 120,
  eet: 120,
  sast: 120,
  eest: 180,
  msk: 180,
  pkt: 300,
  ist: 330,
  wib: 420,
  ict: 420,
  wita: 480,
  sgt: 480,
  hkt: 480,
  awst: 480,
  myt: 480,
  pht: 480,
  wit: 540,
  jst: 540,
  kst: 540,
  acst: 570,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
}

/** The offset of a zone name in minutes. */
export function zoneOffset(word: string): number | undefined {
  const name = word.toLowerCase()
  return zones[name] ?? (/^[a-ik-z]$/.test(name) ? 0 : undefined)
}
