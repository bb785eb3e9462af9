import { describe, expect, test } from 'vitest'
import { languageByWords } from '../../src/extract/function-words.ts'

const english =
  'The old harbour crane unloaded its last ship on Friday, and those who worked with it said that they would miss the noise. ' +
  'After ninety years it will be taken apart and moved to the museum, where visitors could climb it from the summer on.'
const german =
  'Der alte Hafenkran hat am Freitag sein letztes Schiff entladen. Nach neunzig Jahren im Dienst wird er nun abgebaut und im ' +
  'Museum wieder aufgestellt, wo Besucher ab dem Sommer hinaufsteigen und über den Fluss schauen können, sagte die Leiterin. ' +
  'Das ist nicht für alle ein Verlust, denn eine neue Brücke wird durch ihn möglich.'

describe('languageByWords', () => {
  test.each([
    ['English', english, 'en'],
    ['German', german, 'de'],
    [
      'French',
      'La vieille grue du port a déchargé son dernier navire vendredi, et les ouvriers qui travaillaient avec elle sont venus. ' +
        'Après une carrière de quatre-vingt-dix ans, elle est démontée dans les prochains jours et remontée au musée, où les ' +
        'visiteurs pourront monter cet été.',
      'fr',
    ],
    [
      'Italian',
      'La vecchia gru del porto ha scaricato venerdì la sua ultima nave, e gli operai che lavoravano nel porto sono venuti. ' +
        'Dopo novanta anni di servizio è smontata nei prossimi giorni e portata nella sala del museo, dove anche i visitatori ' +
        'della città possono salire.',
      'it',
    ],
    [
      'Dutch',
      'De oude havenkraan heeft vrijdag zijn laatste schip gelost. Na negentig jaar wordt hij afgebroken en naar het museum ' +
        'gebracht, maar bezoekers van de stad zijn er ook deze zomer welkom, en voor een kaartje is het niet te laat.',
      'nl',
    ],
    ['a text of two languages, each of them half', `${english} ${german}`, undefined],
    ['names and figures, in no language', 'Acme 12, Bolt 7; Carver 3, Dune 1: '.repeat(8), undefined],
    [
      'a list of titles that has few of any',
      'Crane moved. Ship sold. The harbour. New bridge opens. '.repeat(4),
      undefined,
    ],
    [
      'Danish, which shares words with English and German',
      'Den gamle havnekran har fredag losset sit sidste skib. Efter halvfems år i tjeneste bliver den nu skilt ad og sat op igen ' +
        'på museet, hvor besøgende fra sommeren kan klatre op og se ud over floden, fortæller lederen, der er glad for det.',
      undefined,
    ],
    ['a script without spaces', '古い港のクレーンは金曜日に最後の船の荷を下ろした。'.repeat(12), undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, language) => expect(languageByWords(text)).toBe(language))
})
