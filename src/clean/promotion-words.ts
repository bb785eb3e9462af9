import { placedWords } from '../util/squash.ts'

/**
 * What invites readers to something outside the text, by language. Origin: the calls to action that publishing programs'
 * newsletter, sharing and "related" boxes come with (WordPress/Jetpack, Ghost, Mailchimp, AddToAny), and those of companies'
 * blogs. Each phrase is clear by itself; a word that news use, too ("share", "open", "join"), stands only in company.
 */
const phrases = [
  // English
  'subscribe, newsletter, sign up, follow us, follow our, join us, join our, join the channel, read more, read also, also read, click here, click below, tap here',
  'download the app, download our, get the app, contact us, call us, call now, call today, visit our, visit us, our website, our channel, our telegram, our whatsapp, whatsapp us',
  'open an account, open your account, open a demo, free trial, demo account, free demo, free quote, book a, special offer, limited offer, promo code, discount code',
  'share this, like us, support us, donate, become a member, become a client, get started, learn more, find out more, start trading, invest with, trade with, partner with, brought to you by, powered by, sponsored by, advertisement, get in touch, talk to our, ask our, appeared first on, stay updated, stay up to date, stay tuned',
  // Indonesian, Malay
  'baca juga, baca selengkapnya, baca artikel, baca berita, ikuti kami, ikuti akun, ikuti saluran, langganan, berlangganan, gabung, bergabung, hubungi, kunjungi, klik di sini, klik disini, unduh, daftar sekarang, daftarkan, buka akun, buka rekening, saluran whatsapp, kanal telegram, grup telegram, info lebih lanjut, informasi lebih lanjut, untuk informasi, dapatkan, bagikan, akun demo, penawaran, promo, dipersembahkan oleh, jangan lewatkan, simak juga, lihat juga',
  // German
  'abonnieren, abonniere, abonnieren sie, zum abo, anmelden, melden sie sich, jetzt registrieren, folgen sie uns, folge uns, folgt uns, lesen sie auch, lesen sie mehr, mehr lesen, auch interessant, weiterlesen, jetzt testen, kostenlos testen, gratis testen, jetzt herunterladen, app herunterladen, kontaktieren sie, kontaktiere uns, rufen sie, besuchen sie, besuche uns, hier klicken, klicken sie hier, jetzt teilen, artikel teilen, unterstutzen sie uns, konto eroffnen, depot eroffnen, demokonto, termin vereinbaren, jetzt beraten, beratungstermin, angebot anfordern, jetzt sichern, mehr erfahren, prasentiert von, unser angebot, unserem kanal, unseren kanal, jetzt mitglied, anzeige',
  // Spanish
  'suscribete, suscribase, suscribirse, boletin, siguenos, siganos, sigue nuestro, sigue nuestra, unete, unase, lee tambien, lea tambien, leer mas, lea mas, ver mas, ver tambien, haz clic, haga clic, descarga nuestra, descarga la, descargue, contactenos, contactanos, contacta con, llamanos, llamenos, visita nuestra, visita nuestro, visite nuestra, visitanos, visite nuestro, registrate, registrese, abre tu cuenta, abra su cuenta, abre una cuenta, prueba gratis, cuenta demo, oferta especial, comparte este, compartir, mas informacion, patrocinado, presentado por, hazte socio, pide tu, solicita tu, reserva tu, nuestro canal',
  // French
  'abonnez, abonne toi, inscrivez vous, suivez nous, suivez notre, rejoignez, rejoins, lire aussi, a lire aussi, lire la suite, en savoir plus, cliquez ici, telechargez, contactez nous, contactez, appelez nous, appelez le, visitez notre, visitez, ouvrez un compte, ouvrir un compte, compte demo, essai gratuit, offre speciale, partagez, partager cet, soutenez nous, faites un don, decouvrez nos, decouvrez notre, demandez votre, prenez rendez, presente par, sponsorise, parraine par, notre chaine, notre canal, voir aussi, devis gratuit',
  // Italian
  'iscriviti, iscrivetevi, abbonati, abbonatevi, seguici, seguiteci, segui il nostro, leggi anche, leggi tutto, leggi di piu, clicca qui, scarica, contattaci, contattateci, chiamaci, chiama il, visita il nostro, visita il sito, apri un conto, conto demo, prova gratuita, prova gratis, offerta speciale, condividi, sostienici, scopri di piu, scopri i nostri, scopri le nostre, richiedi, prenota, presentato da, offerto da, sponsorizzato, unisciti, il nostro canale, nostro canale',
  // Portuguese
  'inscreva se, inscreva, assine, siga nos, siga o nosso, siga nosso, siga nossa, junte se, leia tambem, leia mais, saiba mais, clique aqui, baixe, descarregue, fale conosco, fale connosco, entre em contato, entre em contacto, contacte nos, ligue para, ligue agora, visite nosso, visite o nosso, visite nossa, abra sua conta, abra a sua conta, conta demo, teste gratis, oferta especial, compartilhe, partilhe, apoie, seja socio, oferecido por, patrocinado por, peca ja, peca o seu, agende, nosso canal, participe do, veja tambem',
  // Dutch
  'abonneer, nieuwsbrief, schrijf je in, schrijf u in, meld je aan, volg ons, lees ook, lees meer, lees verder, klik hier, neem contact, bel ons, bezoek onze, open een rekening, gratis proberen, probeer gratis, deel dit, steun ons, aangeboden door, gesponsord, word lid, vraag een offerte, ons kanaal, meer weten',
  // Turkish
  'abone ol, abone olun, bulten, bizi takip, takip edin, katilin, ayrica okuyun, devamini oku, devamini okuyun, tiklayin, tiklayiniz, indirin, iletisime gecin, bize ulasin, bizi arayin, hemen arayin, ziyaret edin, hesap acin, hesap ac, demo hesap, ucretsiz deneyin, ozel teklif, paylasin, kaydolun, kayit olun, kanalimiza, sponsorlugunda, sunar, daha fazla bilgi, basvurun, hemen basvur',
  // Polish
  'subskrybuj, zasubskrybuj, zapisz sie, obserwuj nas, sledz nas, dolacz, czytaj takze, czytaj tez, czytaj wiecej, przeczytaj takze, kliknij, pobierz, skontaktuj sie, zadzwon, odwiedz, otworz konto, zaloz konto, konto demo, wyprobuj, oferta specjalna, udostepnij, wesprzyj, dowiedz sie wiecej, sponsorowany, zobacz takze, nasz kanal, naszego kanalu, umow sie',
  // Russian, Ukrainian
  'подписывайтесь, подпишитесь, подписаться, подписка на, рассылка, рассылку, присоединяйтесь, читаите также, читайте также, читать далее, читать также, нажмите, скачайте, скачать приложение, свяжитесь с нами, обращайтесь, звоните, позвоните, посетите, откройте счет, открыть счет, демо счет, бесплатно попробуйте, попробуйте бесплатно, специальное предложение, поделитесь, поделиться, поддержите, узнайте больше, узнать больше, подробнее на, наш канал, нашем канале, наш телеграм, при поддержке, на правах рекламы, реклама, следите за нами, заходите на, закажите, оставьте заявку, підписуйтесь, підпишіться, приєднуйтесь, читайте також, дізнайтеся більше, телефонуйте',
  // Vietnamese
  'dang ky, theo doi chung toi, xem them, doc them, tham gia nhom, lien he, truy cap, tai ung dung, mo tai khoan, tim hieu them',
]

/** The same where words run together. */
const unspacedPhrases =
  'メルマガ 購読 登録はこちら 会員登録 フォローして フォローはこちら お問い合わせ 詳しくはこちら 続きを読む あわせて読みたい 関連記事 無料体験 口座開設 ダウンロードはこちら 友だち追加 公式サイト 公式LINE ' +
  '订阅 訂閱 关注我们 關注我們 点击这里 點擊 点击查看 扫码 扫描二维码 二维码 下载APP 下载客户端 联系我们 聯絡我們 欢迎关注 欢迎加入 加入我们 立即注册 免费试用 开户 了解更多 阅读更多 延伸阅读 相关阅读 更多资讯 官方网站 官网 热线 咨询 公众号 赞助 广告 ' +
  '구독 뉴스레터 팔로우 문의하기 문의 더 보기 자세히 보기 무료 체험 계좌 개설 공식 홈페이지 바로가기 다운로드 ' +
  'สมัครสมาชิก ติดตามเรา อ่านเพิ่มเติม อ่านต่อ คลิกที่นี่ ดาวน์โหลด ติดต่อเรา เปิดบัญชี'

/** A place to write or call to: addresses of chat groups, mail boxes of an office, numbers with their country. */
const contact =
  /(?:\b(?:t\.me|wa\.me|bit\.ly|chat\.whatsapp\.com|discord\.gg)\/|\b(?:info|sales|contact|office|support|marketing|hello|kontakt|ventas|redaksi|cs)@[\p{L}\d]|(?<!\d)\+\d{1,3}[\s(.-]{0,2}\d[\d\s().-]{5,}\d)/iu

interface Invitation {
  readonly words: readonly string[]
  /** Its longest word, and which of them that is. */
  readonly key: string
  readonly keyAt: number
}

function invitationOf(phrase: string): Invitation {
  const words = placedWords(phrase).map(({ folded }) => folded)
  const key = words.reduce((longest, word) => (word.length > longest.length ? word : longest), '')
  return { words, key, keyAt: words.indexOf(key) }
}

/** By their longest words, which stand in the fewest texts: many phrases begin with "a" or "en". */
const invitations = Map.groupBy(phrases.flatMap((list) => list.split(', ')).map(invitationOf), ({ key }) => key)

/** Words without one of which none of the phrases is in a text whose words have spaces between them. */
export const promotionWords: ReadonlySet<string> = new Set(invitations.keys())

const unspaced = new RegExp(unspacedPhrases.split(' ').join('|'), 'iu')
const hasUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** Whether a phrase invites to something: `words` are its words, folded (util/squash.ts). */
export function promotes(text: string, words: readonly string[]): boolean {
  const isInvited = words.some((word, at) =>
    invitations
      .get(word)
      ?.some((phrase) => phrase.words.every((each, index) => words[at - phrase.keyAt + index] === each)),
  )
  return isInvited || (/[/@+]/.test(text) && contact.test(text)) || (hasUnspaced.test(text) && unspaced.test(text))
}
