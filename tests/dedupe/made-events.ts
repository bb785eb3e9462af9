import { seeded } from '../support/random.ts'

/** One story of a made window of news. */
export interface MadeStory {
  readonly id: string
  /** Stories of one event bear one name; any other has a name of its own. */
  readonly event: string
  readonly kind: 'event' | 'same-company' | 'same-kind' | 'roundup' | 'series' | 'filler'
  readonly subscription: string
  readonly title: string
  readonly text: string
  readonly language: string
  readonly published: Date
}

/** Who and what an event is about. */
interface Facts {
  readonly company: string
  readonly product: string
  readonly boss: string
  readonly home: string
  readonly other: string
  readonly person: string
  readonly place: string
  readonly land: string
  readonly amount: number
  readonly share: number
  readonly count: number
  readonly version: string
  readonly weekday: string
}

/** The same event, as different desks write it: they share facts, not sentences. */
type Tellings = readonly ((facts: Facts, detail: () => string) => readonly [title: string, text: string])[]

const english: readonly Tellings[] = [
  [
    (f, d) => [
      `${f.company} to buy ${f.other} for $${f.amount} million`,
      `${f.company} has agreed to acquire ${f.other}, a maker of sensors based in ${f.place}, in a deal worth $${f.amount} million, the companies announced on ${f.weekday}. ${d()} ${f.boss}, chief executive of ${f.company}, said the purchase would help ${f.product} reach new customers. The transaction is expected to close next year.`,
    ],
    (f, d) => [
      `${f.other} sold: ${f.amount} million dollars from ${f.company}`,
      `The ${f.place} start-up ${f.other} is getting a new owner. ${d()} ${f.company} pays ${f.amount} million dollars in cash and shares, according to a filing seen by reporters on ${f.weekday}. ${f.person}, who founded ${f.other}, will stay on for three years.`,
    ],
    (f, d) => [
      `Why ${f.company} wants ${f.other}`,
      `Regulators will look closely at the takeover of ${f.other} by ${f.company}. ${d()} At $${f.amount} million it is the largest the group has ever made, and ${f.boss} called it a bet on the factories of ${f.place}. ${f.person} keeps her post.`,
    ],
  ],
  [
    (f, d) => [
      `${f.land} fines ${f.company} ${f.amount} million euros over ${f.product}`,
      `${f.company} must pay ${f.amount} million euros because ${f.product} collected data without consent, the privacy authority of ${f.land} ruled on ${f.weekday}. ${d()} "The breach was serious," said ${f.person}, who heads the authority.`,
    ],
    (f, d) => [
      `${f.person} hits ${f.company} with record penalty`,
      `A record sanction of ${f.amount} million euros has been imposed on ${f.company} in ${f.land}. ${d()} Watchdog chief ${f.person} found that users of ${f.product} were tracked for ${f.count} days without being asked. The firm will appeal.`,
    ],
    (f, d) => [
      `${f.company} says it will fight ${f.land} privacy ruling`,
      `Lawyers for ${f.company} promised to challenge the decision by ${f.person} that punishes the group with ${f.amount} million euros for how ${f.product} handled personal information in ${f.land}. ${d()}`,
    ],
  ],
  [
    (f, d) => [
      `Hackers steal ${f.count} million records from ${f.company}`,
      `Data on ${f.count} million customers of ${f.company} was stolen through a flaw in ${f.product} ${f.version}, the firm admitted on ${f.weekday}. ${d()} The group that calls itself ${f.other} claimed responsibility.`,
    ],
    (f, d) => [
      `${f.company} breach: what ${f.other} took`,
      `The intruders known as ${f.other} had access for weeks before anyone noticed, says researcher ${f.person}. ${d()} They used a hole in version ${f.version} of ${f.product} to copy ${f.count} million accounts belonging to ${f.company}.`,
    ],
    (f, d) => [
      `${f.other} gang behind theft of ${f.count} million ${f.company} accounts`,
      `${f.person}, who discovered the leak, advised people to change their passwords. ${d()} ${f.company} says ${f.product} has been patched since, and that no payment details were among the ${f.count} million rows offered for sale by ${f.other}.`,
    ],
  ],
  [
    (f, d) => [
      `Fire at ${f.company} plant in ${f.place} kills ${f.count}`,
      `At least ${f.count} workers died when a blaze tore through a factory of ${f.company} in ${f.place}, ${f.land}, on ${f.weekday} night. ${d()} Mayor ${f.person} declared three days of mourning.`,
    ],
    (f, d) => [
      `${f.place} mourns ${f.count} dead after factory inferno`,
      `Rescuers in ${f.place} recovered the last of ${f.count} bodies from the ruins of the ${f.company} works. ${d()} "Our town will never be the same," mayor ${f.person} told residents. Police in ${f.land} are examining a storage hall as the place where the flames began.`,
    ],
  ],
  [
    (f, d) => [
      `${f.boss} steps down at ${f.company}`,
      `${f.boss} is leaving ${f.company} after ${f.count} years at the helm and will be succeeded by ${f.person}, until now head of the ${f.product} division, the board said on ${f.weekday}. ${d()}`,
    ],
    (f, d) => [
      `${f.company} names ${f.person} to replace ${f.boss}`,
      `A new era begins in ${f.home}: ${f.person} takes over from ${f.boss}, who ran ${f.company} for ${f.count} years and made ${f.product} a household name. ${d()} Shares fell ${f.share} percent.`,
    ],
    (f, d) => [
      `After ${f.count} years, ${f.boss} hands over the keys`,
      `The departure surprised employees in ${f.home}. ${d()} ${f.boss} had told colleagues at ${f.company} only last week of the wish to retire; ${f.person}, known for building ${f.product}, starts in the new year.`,
    ],
  ],
  [
    (f, d) => [
      `${f.company} cuts ${f.count}00 jobs in ${f.place}`,
      `${f.company} will eliminate ${f.count}00 positions at its site in ${f.place} as demand for ${f.product} slows, it said on ${f.weekday}. ${d()} Union leader ${f.person} called the plan a disgrace.`,
    ],
    (f, d) => [
      `${f.place} workers protest as ${f.company} lays off staff`,
      `Hundreds gathered outside the gates in ${f.place} to hear ${f.person} of the union denounce ${f.company}, which wants to shed ${f.count}00 people. ${d()} Sales of ${f.product} dropped by ${f.share} percent.`,
    ],
  ],
  [
    (f, d) => [
      `Quake of magnitude ${f.version} strikes near ${f.place}`,
      `A magnitude ${f.version} earthquake shook ${f.place} in ${f.land} early on ${f.weekday}, and ${f.count} people were taken to hospital, officials said. ${d()} The epicentre lay below the ${f.other} valley.`,
    ],
    (f, d) => [
      `${f.count} hurt as tremor rattles ${f.land}`,
      `Houses collapsed in ${f.place} and villages of the ${f.other} valley after the ground moved for forty seconds. ${d()} Geologist ${f.person} put the strength at ${f.version}; hospitals treated ${f.count} injured.`,
    ],
  ],
]

const german: readonly Tellings[] = [
  [
    (f, d) => [
      `${f.company} übernimmt ${f.other} für ${f.amount} Millionen Euro`,
      `Der Konzern ${f.company} kauft den Sensorhersteller ${f.other} aus ${f.place}. Das teilten beide Unternehmen am ${f.weekday} mit. ${d()} Der Preis liegt bei ${f.amount} Millionen Euro, wie Vorstandschef ${f.boss} sagte.`,
    ],
    (f, d) => [
      `Sensorfirma ${f.other} geht an ${f.company}`,
      `In ${f.place} wechselt ein Mittelständler den Besitzer: ${f.other}, gegründet von ${f.person}, gehört bald zu ${f.company}. ${d()} Gezahlt werden dem Vernehmen nach ${f.amount} Millionen Euro. ${f.boss} sprach von einem guten Tag.`,
    ],
  ],
  [
    (f, d) => [
      `Brand bei ${f.company} in ${f.place}: ${f.count} Verletzte`,
      `Bei einem Feuer im Werk von ${f.company} in ${f.place} sind ${f.count} Menschen verletzt worden. ${d()} Bürgermeisterin ${f.person} dankte der Feuerwehr.`,
    ],
    (f, d) => [
      `${f.place}: Großfeuer im Werk von ${f.company}`,
      `Dichter Rauch zog am ${f.weekday} über ${f.place}, nachdem eine Halle von ${f.company} in Flammen aufgegangen war. ${d()} ${f.count} Verletzte kamen in Kliniken, wie ${f.person}, die Bürgermeisterin, mitteilte.`,
    ],
  ],
]

const chinese: readonly Tellings[] = [
  [
    (f, d) => [
      `${f.company}以${f.amount}亿元收购${f.other}`,
      `${f.company}宣布以${f.amount}亿元收购位于${f.place}的传感器企业${f.other}。${d()}${f.company}首席执行官${f.boss}表示，此举将加强${f.product}业务。`,
    ],
    (f, d) => [
      `${f.other}易主，${f.company}出资${f.amount}亿元`,
      `总部设在${f.place}的${f.other}即将更换股东。${d()}知情人士称，买方为${f.company}，价格约${f.amount}亿元，${f.boss}已同意保留现有团队。`,
    ],
  ],
]

const languages = { en: english, de: german, zh: chinese } as const
type Language = keyof typeof languages

const places =
  'Lisbon Turin Malmö Graz Leeds Oslo Porto Brno Gdansk Nantes Bilbao Ghent Tartu Split Cork Lyon Basel Aarhus Utrecht Dresden Tampere Kaunas Varna Patras Izmir Haifa Tunis Dakar Accra Nairobi Pune Hanoi Cebu Osaka Busan Perth Quito Lima Denver Austin'.split(
    ' ',
  )
const lands = 'Portugal Italy Sweden Austria Norway Poland France Spain Belgium Estonia Croatia Ireland'.split(' ')
const weekdays = 'Monday Tuesday Wednesday Thursday Friday'.split(' ')
const chinesePlaces = '深圳 杭州 成都 武汉 西安 南京 青岛 厦门'.split(' ')
const hanzi = '宏瑞达信恒泰华创新科智联通博远腾飞明阳海盛德隆云启'

/** Whole sentences that any desk may add, with names of its own. */
const details: Readonly<Record<Language, readonly ((name: () => string, number: () => number) => string)[]>> = {
  en: [
    (name, number) =>
      `Analysts at ${name()} had expected something of the kind since the summer, given ${number()} similar cases.`,
    (name) => `"Nobody saw this coming," said ${name()} ${name()}, who follows the industry for ${name()} Research.`,
    (_name, number) => `It is the third such event this year, after ${number()} were counted in the last one.`,
    (name) => `A spokesperson declined to comment, and ${name()} could not be reached.`,
    () => 'Details will be presented in the coming weeks, people familiar with the matter said.',
  ],
  de: [
    (name) => `Der Branchenkenner ${name()} ${name()} sieht darin ein Zeichen der Zeit.`,
    (_name, number) => `Im vergangenen Jahr gab es ${number()} solcher Fälle in der Region.`,
    () => 'Einzelheiten sollen in den kommenden Wochen vorgestellt werden, hieß es aus Kreisen der Beteiligten.',
  ],
  zh: [(_name, number) => `业内人士指出，去年类似事件共有${number()}起。`, () => '更多细节将在未来几周公布。'],
}

/** What stands in many texts of a time and shares little but its trade's words. */
const fillers: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'How to choose a bicycle lamp|Bright lamps cost less than they did, and most last a winter. We rode with nine of them for a month and say which one to buy, and which to leave in the shop.',
    'The quiet return of the paper map|Walkers trust paper again. A small printer explains how contour lines are drawn by hand and why batteries are not the only reason.',
    'Ten minutes of Rust a day|The borrow checker is easier to learn in small pieces. This week we look at lifetimes in structs, with an exercise at the end.',
    'What coffee does to sleep|A trial with volunteers measured how long caffeine stays in the blood. The answer depends on the genes more than on the cup.',
  ],
  de: [
    'Wie Moose Städte kühlen|Grüne Wände binden Staub und senken die Temperatur. Ein Versuch in der Innenstadt zeigt, wie viel Wasser sie brauchen.',
    'Der Apfel im Test|Alte Sorten schmecken kräftiger und halten länger. Unsere Redaktion hat zwölf davon probiert und erklärt, worauf es beim Lagern ankommt.',
  ],
  zh: ['冬季骑行指南|天气转冷，骑行者需要注意保暖与灯光。本文介绍几种常见装备的优缺点。'],
}

/** A window of news: events told by two or three desks, and what resembles them without being the same event. */
export function madeWindow(seed: number, companies = 30): readonly MadeStory[] {
  const random = seeded(seed)
  const draw = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''
  const number = (most: number): number => 2 + Math.floor(random() * most)
  const syllable = (): string => draw('vel mor kan tri bos len dar fix nor sul pra gim tov rel has wen cor'.split(' '))
  const name = (): string => {
    const word = syllable() + syllable() + (random() < 0.5 ? syllable() : draw(['a', 'o', 'ex', 'in', 'us']))
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const han = (count: number): string => Array.from({ length: count }, () => draw([...hanzi])).join('')
  const named = (language: Language): string => (language === 'zh' ? han(3) : name())
  const person = (language: Language): string => (language === 'zh' ? han(3) : `${name()} ${name()}`)
  const placed = (language: Language): string => draw(language === 'zh' ? chinesePlaces : places)
  const factsOf = (language: Language): Facts => ({
    company: named(language),
    product: named(language),
    boss: person(language),
    home: placed(language),
    ...passing(language),
  })
  /** What differs from event to event of one company. */
  const passing = (language: Language) => ({
    other: named(language),
    person: person(language),
    place: placed(language),
    land: draw(lands),
    amount: number(900),
    share: number(40),
    count: number(90),
    version: `${number(8)}.${number(9)}`,
    weekday: draw(weekdays),
  })
  const stories: MadeStory[] = []
  const start = Date.UTC(2026, 10, 20)
  const put = (
    kind: MadeStory['kind'],
    event: string,
    language: Language,
    [title, text]: readonly [string, string],
    subscription = `feed-${Math.floor(random() * 1e6)}`,
  ): void => {
    const published = new Date(start + Math.floor(random() * 36) * 3_600_000)
    stories.push({ id: `${seed}-${stories.length}`, event, kind, subscription, title, text, language, published })
  }
  for (let at = 0; at < companies; at++) {
    const language: Language = random() < 0.7 ? 'en' : random() < 0.6 ? 'de' : 'zh'
    const kinds = languages[language]
    const facts = factsOf(language)
    const detail = (): string => {
      const some = details[language]
      return some[Math.floor(random() * some.length)]?.(name, () => number(60)) ?? ''
    }
    const boiler =
      language === 'en'
        ? ` ${facts.company}, based in ${facts.home} and led by ${facts.boss}, makes ${facts.product}.`
        : language === 'de'
          ? ` ${facts.company} mit Sitz in ${facts.home} wird von ${facts.boss} geführt und stellt ${facts.product} her.`
          : `${facts.company}总部位于${facts.home}，由${facts.boss}领导，主要产品为${facts.product}。`
    const told = (tellings: Tellings, way: number, about: Facts, ending = ''): readonly [string, string] => {
      const [title, text] = tellings[way % tellings.length]?.(about, detail) ?? ['', '']
      return [title, text + ending]
    }
    const first = Math.floor(random() * kinds.length)
    const tellings = kinds[first] ?? []
    for (let way = 0; way < tellings.length; way++) {
      put('event', `event-${at}`, language, told(tellings, way, facts, random() < 0.5 ? boiler : ''))
    }
    const anew = (kind: MadeStory['kind'], others: Tellings, suffix: string, about: Facts): void =>
      put(kind, `event-${at}-${suffix}`, language, told(others, number(9), about, random() < 0.5 ? boiler : ''))
    // The same company in the news for something else, and for another event of the same kind.
    anew('same-company', kinds[(first + 1) % kinds.length] ?? [], 'other', { ...facts, ...passing(language) })
    anew('same-company', kinds[(first + 2) % kinds.length] ?? [], 'third', { ...facts, ...passing(language) })
    // Nobody leaves one post twice.
    anew('same-kind', tellings, 'again', { ...facts, ...passing(language), boss: person(language) })
    // Another company, the same kind of event in the same words, at the same place.
    anew('same-kind', tellings, 'elsewhere', { ...factsOf(language), place: facts.place, land: facts.land })
  }
  for (const language of ['en', 'de', 'zh'] as const) {
    for (const filler of fillers[language]) {
      const [title = '', text = ''] = filler.split('|')
      put('filler', `filler-${title}`, language, [title, text])
    }
  }
  const events = stories.filter(({ kind, language }) => kind === 'event' && language === 'en')
  for (let desk = 0; desk < companies / 8; desk++) {
    const picked = events.filter(() => random() < 8 / events.length).map(({ title }) => title)
    put('roundup', `roundup-${desk}`, 'en', [
      `The week in business: ${picked[0]}, and more`,
      `Our editors' picks. ${picked.map((item) => `${item}.`).join(' ')} Have a good weekend.`,
    ])
    const numbers = Array.from({ length: 6 }, () => number(60))
    put('series', `series-${desk}`, 'en', [
      `Market report, ${draw(weekdays)}: Stoxx ${numbers[0]} points ${draw(['up', 'down'])}`,
      `The Stoxx closed at ${numbers[1]}${numbers[2]} in Frankfurt, the Nikkei at ${numbers[3]}${numbers[4]} in Tokyo. Brent crude from the North Sea cost ${numbers[5]} dollars, gold was steady in London, and the Federal Reserve in Washington meets on ${draw(weekdays)}.`,
    ])
  }
  return stories
}
