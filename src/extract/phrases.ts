/**
 * Lines that templates and editors put between or around the paragraphs, in the languages of our feeds. Each is anchored
 * and judged only on short lines that are no sentence of the text (see trim.ts).
 */

/** "Read also": leads to another page. */
const readAlso =
  '(?:also )?read(?: also| more| next| our| the full| on)?\\b|see also|also see|more (?:on|from|about|stories|coverage|like this)|related(?: (?:stories|articles|posts|content|topics|news|reading|coverage))?|recommended(?: (?:for you|stories|reading|articles))?|you (?:may|might) (?:also )?(?:like|be interested|enjoy)|don.t miss|up next|next (?:post|article|story)|previous (?:post|article|story)|click here|watch(?: (?:now|more|also|below))?|' +
  'baca juga|baca selengkapnya|simak juga|lihat juga|artikel terkait|berita terkait|pilihan redaksi|' +
  'lesen sie (?:auch|hier|mehr|dazu)|mehr (?:zum thema|dazu|lesen|aus|von)|weiterlesen|weitere (?:artikel|beitr|nachrichten|themen|infos|informationen|meldungen)|siehe auch|auch interessant|das k.nnte (?:sie|dich|ihnen)|zum thema|passend zum|lies(?:en sie)? (?:auch|hier)|' +
  'lire aussi|. lire (?:aussi|.galement)|voir aussi|sur le m.me (?:sujet|th.me)|en savoir plus|lee tambi.n|te puede interesar|ver tambi.n|m.s informaci.n|leia (?:tamb.m|mais)|veja tamb.m|leggi anche|lees (?:ook|meer)|bekijk ook|l.s (?:ocks.|mer|ogs.|mere)|czytaj (?:te.|wi.cej|tak.e)|zobacz (?:te.|tak.e|r.wnie.)|читайте (?:также|ещё)|смотрите также|читайте також|ayr.ca oku|ilgili haber|xem th.m|tin li.n quan|関連(?:記事|リンク)|あわせて読みたい|相关(?:阅读|新闻|文章)|延伸閱讀|관련(?:기사|뉴스)'

/** Headings and lines that other pages are listed under, to their end. */
const more =
  'more (?:for you|news|articles|posts|reading)\\b.{0,40}|(?:further|suggested|additional) reading|you might also.{0,40}|(?:das|dieses|diese) (?:thema|themen|artikel|beitr.ge) k.nnten? (?:dich|sie|euch|ihnen) auch (?:interessieren|gefallen)|mehr (?:themen|lesen|artikel|news|auf)\\b.{0,40}|lust auf mehr|lesen sie (?:auch|hier|mehr)\\b.{0,60}|lies auch\\b.{0,60}|weitere (?:top)?(?:themen|artikel|beitr.ge|meldungen|nachrichten|links)\\b.{0,40}|.hnliche (?:artikel|beitr.ge|themen)|verwandte (?:artikel|beitr.ge|themen)|les plus lus|du m.me auteur|sur le m.me.{0,30}|articles? (?:li.s|similaires|connexes)|m.s (?:noticias|le.do|sobre)\\b.{0,40}|notas? relacionadas?|(?:art.culos|noticias|contenidos?) relacionad[oa]s?|te (?:puede|podr.a) (?:interesar|gustar)\\b.{0,20}|leggi anche\\b.{0,40}|potrebbe interessarti.{0,20}|mais (?:lidas|not.cias)\\b.{0,20}|berita (?:lainnya|populer)|meer (?:over|nieuws|lezen)\\b.{0,30}|posts? (?:navigation|similaires)|この記事を書いた人|筆者(?:紹介|略歴)|作者简介|作者簡介|submit a comment|join the (?:discussion|conversation)|so k.nnen sie kommentieren|vos r.actions|r.agir'

/** Share, subscribe, follow, comment. */
const doSomething =
  'share (?:this|on|via|with|article|story|post)?\\b.{0,40}|(?:tweet|pin it|email|e-?mail|print|copy link|link copied|whatsapp|facebook|twitter|x|linkedin|telegram|reddit|pinterest|flipboard|pocket|save|bookmark|listen|like|reply|menu|search|close|home|back to top|top|login|log in|sign in|register)|' +
  'subscribe\\b.{0,80}|sign up\\b.{0,100}|follow (?:us|me|.{2,30} on)\\b.{0,80}|join (?:us|our|the conversation)\\b.{0,80}|get (?:our|the) .{0,60}(?:newsletter|inbox|app).{0,40}|download (?:our|the) app.{0,40}|leave a (?:comment|reply).{0,40}|(?:post|add|view|show|load|\\d+) (?:a )?comments?.{0,20}|comments?(?: \\(?\\d*\\)?)?(?: are closed.{0,5})?|no comments?|' +
  'bagikan.{0,40}|ikuti .{0,80}|komentar|teilen.{0,20}|artikel (?:teilen|drucken|merken|versenden|anh.ren|vorlesen).{0,20}|drucken|kommentare?.{0,20}|kommentar (?:schreiben|verfassen).{0,10}|newsletter.{0,60}|abonnieren.{0,40}|merken|partager.{0,40}|commentaires?.{0,20}|compartir.{0,40}|comentarios?.{0,20}|condividi.{0,40}|delen.{0,20}|udost.pnij.{0,20}|поделиться.{0,40}|комментарии.{0,20}|payla..{0,20}|シェア.{0,20}|分享.{0,20}|공유.{0,20}'

/** Labels over or under something. */
const labels =
  'advertisements?|advert|ad|sponsored(?: content)?|promoted|anzeige|werbung|iklan|publicit.|publicidad|pubblicit.|advertentie|reklama?|реклама|広告|广告|광고|story continues below.{0,30}|article continues (?:after|below).{0,30}|continue reading.{0,40}|scroll (?:to|for).{0,40}|' +
  'tags?\\s*:.*|tags|topics?\\s*:.*|topics|filed under.*|posted in.*|categor(?:y|ies)\\s*:.*|labels?\\s*:.*|keywords?\\s*:.*|schlagw.rter.*|schlagworte.*|themen\\s*:?|kategorien?\\s*:.*|stichworte.*|mots.cl.s.*|etiquetas.*|topik.*|теги.*|table of contents|inhaltsverzeichnis|in this article|key points|contents|' +
  '(?:\\d+ )?min(?:ute)?s? read|(?:page|seite|halaman|pagina|p.gina) \\d+ (?:of|von|dari|sur|van|de|di) \\d+|(?:reading time|lesezeit|lesedauer|estimated read)\\b.{0,30}|(?:last )?updated?\\s*(?:on|at|:).{0,40}|published\\s*(?:on|at|:).{0,40}|posted (?:on|by|at)\\b.{0,60}|this (?:entry|post|article) was (?:posted|written|published)\\b.{0,160}|about the author.{0,40}|written by.{0,60}|(?:image|photo|picture|foto|bild|photo credit|image credit|bildquelle|crédit photo)\\s*(?:credits?|by|via|source|:).{0,80}|©.{0,80}|copyright(?:\\s*(?:©|\\(c\\)|\\d|[:：]|by\\b).{0,80})?|all rights reserved.{0,40}|loading\\.*|play(?: video)?|video|gallery|slideshow|enlarge|close'

/** A short line of the template, whole. */
export const templateLine = new RegExp(
  `^[\\s\\p{P}\\p{S}]*(?:(?:${doSomething}|${labels})[\\s\\p{P}\\p{S}]*$|(?:${readAlso})(?:\\s*[:：].*|[\\s\\p{P}\\p{S}]*$))`,
  'iu',
)

/** What publishing programs write under a text in whole sentences. Origin: WordPress' default themes, in their translations. */
export const templateSentence =
  /^\W*(?:this (?:entry|post) was (?:posted|written|published) (?:in|on|by|under)|dieser (?:eintrag|beitrag) wurde\b.{0,60}(?:veröffentlicht|geschrieben|abgelegt|verschlagwortet|unter|von|am)|bookmark the permalink|setze? (?:ein )?lesezeichen|you can (?:follow|skip to the end|leave a (?:response|reply))|both comments and pings|(?:comments|responses|trackbacks) are (?:currently )?closed|sie können alle antworten|kommentarfeed|cette entrée a été publiée|ce contenu a été publié|esta entrada (?:fue|ha sido) publicada|esta entrada se publicó|questo articolo è stato pubblicato|dit bericht (?:werd|is) geplaatst|you must be logged in|sie müssen (?:sich an|angemeldet|eingeloggt)|du musst (?:angemeldet|eingeloggt))/iu

/**
 * What stands where a player or a post of another site waits for consent, and where a text goes on for subscribers. Origin:
 * Usercentrics and Sourcepoint, newspapers in German, French, English, Dutch, Spanish and Japanese.
 */
export const notice =
  /^[\s\p{P}]*(?:um eingebettete inhalte anzuzeigen|an dieser stelle (?:finden sie|findest du|befindet sich|steht|ist) (?:ein|relevante).{0,40}(?:inhalt|video|karte|podcast)|empfohlener (?:redaktioneller|externer) inhalt|mit ihrer zustimmung (?:wird|werden|möchten)|wir benötigen ihre (?:zustimmung|einwilligung)|(?:ich bin|du bist|sie sind) damit einverstanden, dass.{0,40}extern|personenbezogene daten können|dieser (?:externe )?inhalt (?:wird|kann|konnte)\b.{0,60}(?:nicht|datenschutz)|ce contenu (?:n.a pas pu être affiché|est bloqué)|pour (?:afficher|visualiser|voir) ce contenu|(?:we need|this requires) your consent to (?:load|show|display)|to (?:view|see|show) this (?:content|embed|video|post),? (?:you|please|we)|this content is hosted by|deze (?:inhoud|content) (?:kan|wordt) niet|om deze (?:inhoud|content) te|para ver este contenido|この記事は(?:有料|会員)|有料会員(?:になると|登録)|会員登録(?:すると|して|で)|ログインして続き|【[^】]{0,12}キャンペーン】|残り[:：]?\s*[\d,]+文字|(?:この記事)?続きを読むには)/iu

/** A line that leads to another page: only where it holds a link. */
export const leadsElsewhere = new RegExp(`^[\\s\\p{P}\\p{S}]*(?:${readAlso})`, 'iu')

/** A heading after which nothing of the article comes. */
export const endHeading = new RegExp(
  `^[\\s\\p{P}\\p{S}]*(?:${readAlso}|${more}|about the author.{0,40}|leave a (?:comment|reply).{0,40}|(?:\\d+ )?comments?|kommentare?|komentar|share this.{0,20}|popular(?: posts)?|latest(?: news| posts)?|trending.{0,20}|recent posts|most read|meistgelesen|terpopuler)[\\s\\p{P}\\p{S}\\d]*$`,
  'iu',
)

/** What a page says that is no article, in its title or heading. */
export const missingPage =
  /\b404\b|(?:page|article|story|content|file) (?:was )?(?:not|cannot be|could not be|no longer) (?:be )?(?:found|available|exists?)|not found|page introuvable|seite (?:wurde )?nicht gefunden|nicht gefunden|halaman tidak ditemukan|tidak ditemukan|p.gina no encontrada|p.gina n.o encontrada|pagina non trovata|pagina niet gevonden|страница не найдена|ページが見つかりません|页面不存在|access denied|forbidden|just a moment|are you (?:a )?(?:human|robot)|attention required|verify you are|before you continue|enable javascript/i

/** What stands where scripts, consent or payment are asked for instead of an article. */
export const gatePhrases =
  /(?:we|our partners|wir|nous|kami)[^.]{0,60}(?:use|verwenden|utilisons|menggunakan) (?:of )?cookies|(?:accept|manage|reject) (?:all )?cookies|your privacy|before you continue|enable javascript|javascript (?:is )?(?:required|disabled)|you need to enable|bitte aktivieren sie javascript|legitimate interest|privacy (?:settings|preferences)|datenschutz-?einstellungen|personenbezogene daten|subscribers? only|subscribe to (?:read|continue)|to continue reading|already a subscriber/gi
