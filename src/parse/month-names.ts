/**
 * Month names by language, January first, in the form that stands in a date (a genitive in many). What stands earlier
 * wins: Croatian is not here, as its `listopad` is October and Poland's and the Czechs' is November.
 */
const months: readonly string[] = [
  'january february march april may june july august september october november december', // English
  'januar februar märz april mai juni juli august september oktober november dezember', // German
  'januari februari maret april mei juni juli agustus september oktober november desember', // Indonesian
  'januari februari mac april mei jun julai ogos september oktober november disember', // Malay
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre', // French
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre', // Spanish
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre', // Italian
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro', // Portuguese
  'gener febrer març abril maig juny juliol agost setembre octubre novembre desembre', // Catalan
  'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie', // Romanian
  'januari februari maart april mei juni juli augustus september oktober november december', // Dutch
  'januar februar marts april maj juni juli august september oktober november december', // Danish
  'januar februar mars april mai juni juli august september oktober november desember', // Norwegian
  'januari februari mars april maj juni juli augusti september oktober november december', // Swedish
  'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember', // Icelandic
  'tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta', // Finnish
  'jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember', // Estonian
  'janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris', // Latvian
  'sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio', // Lithuanian
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia', // Polish
  'ledna února března dubna května června července srpna září října listopadu prosince', // Czech
  'januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra', // Slovak
  'januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra', // Slovene
  'január február március április május június július augusztus szeptember október november december', // Hungarian
  'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık', // Turkish
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря', // Russian
  'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
  'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня', // Ukrainian
  'януари февруари март април май юни юли август септември октомври ноември декември', // Bulgarian
  'јануар фебруар март април мај јун јул август септембар октобар новембар децембар', // Serbian
  'ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου', // Greek
  'ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος',
  'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר', // Hebrew
  'בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר',
  'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر', // Arabic
  'ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر', // Persian
  'जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर', // Hindi
  'জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর', // Bengali
  'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม', // Thai
  'มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค', // its usual abbreviations, which are no starts
]

/** Abbreviations that are no start of a name, and starts of two names that mean one of them all the same. */
const others: readonly (readonly [string, number])[] = [
  ['mrz', 2],
  ['peb', 1],
  ['agt', 7],
  ['ags', 7],
  ['nop', 10],
  ['mar', 2],
  ['мар', 2],
  // Levantine Arabic; the names of two words (first and second Kanun, first and second Tishrin) are not read.
  ['شباط', 1],
  ['آذار', 2],
  ['نيسان', 3],
  ['أيار', 4],
  ['حزيران', 5],
  ['تموز', 6],
  ['آب', 7],
  ['أيلول', 8],
]

const byName = new Map<string, number>()
/** `undefined` for a start that two months share: French "jui" is June and July. */
const byStart = new Map<string, number | undefined>()
for (const language of months) {
  for (const [index, name] of language.split(' ').entries()) {
    const plain = plainWord(name)
    if (!byName.has(plain)) byName.set(plain, index)
    for (let length = 3; length < plain.length; length++) {
      const start = plain.slice(0, length)
      byStart.set(start, byStart.has(start) && byStart.get(start) !== index ? undefined : index)
    }
  }
}
for (const [name, index] of others) byName.set(plainWord(name), index)

/** Lower case, without the final dot and the marks of Latin, Greek, Cyrillic, Hebrew and Arabic; Thai's are letters. */
function plainWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0655.]/g, '')
}

/** The month that a word names in any of the languages, whole or as a start of three letters or more; January is 0. */
export function monthOf(word: string): number | undefined {
  const plain = plainWord(word)
  return byName.get(plain) ?? byStart.get(plain)
}
