import { describe, expect, test } from 'vitest'
import { languageOf } from '../../src/extract/language.ts'

const indonesian =
  'WhatsApp beri tanggapan soal jumlah pengguna Telegram dan Signal yang naik jutaan orang dalam beberapa hari terakhir. ' +
  'Perusahaan itu menjelaskan bahwa pesan pribadi tetap dilindungi dan tidak dapat dibaca oleh siapa pun, termasuk perusahaan.'
const german =
  'Der alte Hafenkran hat am Freitag sein letztes Schiff entladen. Nach neunzig Jahren im Dienst wird er nun abgebaut und im ' +
  'Museum wieder aufgestellt, wo Besucher ab dem Sommer hinaufsteigen und über den Fluss schauen können, sagte die Leiterin.'

describe('languageOf', () => {
  test.each([
    ['two statements that agree are believed, whatever the text is', german, ['en-US', 'en'], 'en-US'],
    ['a program that says en-US until somebody changes it is not', german, ['en-US'], 'de'],
    [
      'of two that disagree the one that the text confirms counts, with its region',
      german,
      ['en_US', 'de_AT'],
      'de-AT',
    ],
    ['Indonesian stays Indonesian where it is declared, if n-grams take it for Malay or not', indonesian, ['id'], 'id'],
    ['a text without any statement is asked', german, [undefined, undefined], 'de'],
    ['a short text is not asked', 'Der Kran', ['en'], 'en'],
    ['nonsense is no statement', 'Der Kran', ['german language!', 'de'], 'de'],
    ['no statement and no text tell nothing', '', [], undefined],
  ])('%s', (_, text, declared, language) => expect(languageOf(text, declared)).toBe(language))
})
