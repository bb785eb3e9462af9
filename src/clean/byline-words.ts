/**
 * Words of lines that recur and belong to the article: who made it, what was wrong in it, what it is not to be taken for.
 * Such a line stays though it names the outlet. Origin: bylines, sign-offs and imprints as news agencies and papers print
 * them in each language (for English the handbooks of Reuters and AP). Folded as util/squash.ts folds.
 */

/** Who made it: "Anna Holm is a reporter at …". */
const roles = setOf(
  'reporter reporters editor editors author authors writer correspondent columnist journalist contributor',
  'penulis wartawan pewarta penyunting redaktur kontributor jurnalis',
  'autor autorin autoren redakteur redakteurin korrespondent korrespondentin reporterin journalistin mitarbeit',
  'redactor redactora reportero reportera corresponsal periodista autora',
  'auteur autrice redacteur redactrice correspondant correspondante journaliste',
  'autore autrice giornalista corrispondente redattore redattrice',
  'autor autora jornalista correspondente redator redatora',
  'redacteur verslaggever fotograaf yazar muhabir editoru gazeteci autorka dziennikarz redaktor',
  'автор авторы редактор корреспондент журналист обозреватель редакторка',
)

/** What was done, at the beginning: "Reporting by", "Photo:", "Correction:". */
const deeds = setOf(
  'reporting edited editing written writing compiled photo photos photograph photography picture image translated translation correction corrections clarification',
  'laporan penyuntingan foto ralat koreksi bericht redaktion bild fotos ubersetzung korrektur berichtigung',
  'redaccion edicion texto fotografia traduccion correccion rectificacion redaction texte photographie traduction rectificatif',
  'testo traduzione correzione reportagem edicao traducao correcao tekst foto vertaling haber fotograf duzeltme zdjecie opracowanie sprostowanie',
  'текст фото перевод репортаж подготовил подготовила поправка уточнение',
)

/** Before a person's name. */
const before = setOf('by oleh von por par di da door autor текст')

/** What limits liability. */
const limits = setOf(
  'disclaimer disclaimers disclosure liability warranty copyright penafian disklamer haftung gewahr haftungsausschluss urheberrecht',
  'responsabilidad responsabilite responsabilita responsabilidade aansprakelijkheid sorumluluk odpowiedzialnosci ответственности ответственность',
)
/** What it is not: advice, or the outlet's own opinion. */
const claims = setOf(
  'advice recommendation recommendations views view opinions opinion nasihat saran rekomendasi pandangan opini anlageberatung beratung empfehlung meinung',
  'asesoramiento recomendacion opiniones conseil conseils recommandation avis consulenza raccomandazione opinioni aconselhamento recomendacao opinioes',
  'advies tavsiyesi tavsiye gorusler gorusleri porada рекомендацией рекомендация рекомендации мнение мнения',
)
const negations = setOf(
  'not no nor never own bukan tidak kein keine keinen keinerlei nicht ne pas aucun non nao geen niet degildir degil nie не является личное sendiri eigene',
)

const unspaced =
  /(?:記者|记者|編集|编辑|責編|责编|撮影|摄影|攝影|作者|^文[:：／/]|通讯员|訂正|更正|免责|免責|投资建议|投資建議|投資助言|기자|편집|사진|정정|면책|책임)/u

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '))
}

/** Words without one of which a line is no byline, unless it begins as one. */
export const bylineWords: ReadonlySet<string> = new Set([...roles, ...deeds, ...limits, ...claims])

/** Whether a line says who made the article, corrects it, or limits its liability. `folded`: its words. */
export function isByline(text: string, folded: readonly string[]): boolean {
  if (folded.slice(0, 8).some((word) => roles.has(word)) || folded.slice(0, 2).some((word) => deeds.has(word)))
    return true
  // "By Anna Holm", not "By subscribing you agree".
  if (folded.length <= 8 && before.has(folded[0] ?? '') && /^\P{L}*\p{L}+\s+\p{Lu}\p{Ll}/u.test(text)) return true
  if (folded.some((word) => limits.has(word)) || unspaced.test(text)) return true
  return folded.some((word) => claims.has(word)) && folded.some((word) => negations.has(word))
}
