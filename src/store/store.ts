import type {
  Article,
  Comparable,
  Document,
  DocumentInfo,
  Entry,
  HostLines,
  KnownRobots,
  Pace,
  Repair,
  RuleChange,
  SeenArticle,
  Source,
  UserRule,
  Validators,
} from '../types.ts'

/** What is remembered of a subscription between runs. */
export interface FeedState {
  /** The subscription's id. */
  readonly id: string
  /** The configured address as of the last request; what is remembered of another one is worth nothing. */
  readonly url: string
  /** Where it has moved for good, proved: asked there from now on. */
  readonly movedTo?: string
  /** Where redirects for good (301, 308) led lately, and how often in a row a feed was there. */
  readonly moving?: { readonly url: string; readonly times: number }
  /** The address that gave the validators and the body, after all redirects: they belong to it alone. */
  readonly answeredUrl?: string
  readonly validators: Validators
  /** When a whole document last came, read or not: since then the server has only said that nothing changed. */
  readonly fullAt?: Date
  /** SHA-256 of the last document's decoded bytes. */
  readonly bodyHash?: string
  /** What the feed said of itself at its last success. */
  readonly source?: Source
  readonly repairs: readonly Repair[]
  readonly lastSuccessAt?: Date
  readonly lastCheckedAt?: Date
  /** When a document of it was last taken apart: a 304 or the same bytes again say nothing new of what it lists. */
  readonly readAt?: Date
  readonly nextCheckAt: Date
  /** Absent until it has answered once or failed to. */
  readonly pace?: Pace
  /** In a row, since the last success. */
  readonly failures: number
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly since: Date
    /** What the server answered, where it did. */
    readonly httpStatus?: number
  }
  /** When the publisher said 410: it is not asked again. */
  readonly goneAt?: Date
}

/** The part of it that says when it is asked. */
export type FeedTimes = Pick<FeedState, 'id' | 'url' | 'lastCheckedAt' | 'nextCheckAt' | 'failures' | 'goneAt'>

/**
 * `known`: only its key is kept, so that it is not taken for new (older than the backfill at the first read).
 * `unread`: accepted, its page is still to be read. `read`: its article is stored.
 */
export type EntryState = 'known' | 'unread' | 'read'

/** An entry's row without its bodies: what is needed to tell new from known and changed from unchanged. */
export interface EntryRow {
  readonly key: string
  readonly subscription: string
  /** Cleaned address of its page. */
  readonly link?: string
  /** Hash of the normalised title and text as the feed gives them. */
  readonly feedTextHash: string
  readonly state: EntryState
  readonly firstSeenAt: Date
  /** Its place in the window: its own date at a quiet start, else `firstSeenAt`. */
  readonly enteredAt: Date
  /** When the feed last listed it. */
  readonly listedAt: Date
  /** How often it came to tell another text; absent for never. */
  readonly reused?: number
}

export interface NewEntry extends EntryRow {
  /** Absent when only the key is kept. */
  readonly entry?: Entry
}

/** An accepted entry whose page is still to be read. */
export interface UnreadEntry {
  readonly key: string
  readonly entry: Entry
  readonly enteredAt: Date
  /** Set when it was read before and its feed has changed it since. */
  readonly article?: Article
  /** How often its page could not be had. */
  readonly tries: number
}

/** A row of a publication's log. */
export interface LogRow {
  readonly publication: string
  readonly sequence: number
  /** The story's, as it was appended. */
  readonly updated: Date
  readonly at: Date
}

/** An entry that a person may have meant. */
export interface FoundEntry {
  readonly key: string
  readonly subscription: string
  readonly firstSeenAt: Date
  readonly storyId?: string
  /** Absent until it was read. */
  readonly title?: string
}

/** All that is known of an entry. */
export interface EntryAccount {
  readonly key: string
  readonly subscription: string
  readonly state: EntryState
  readonly firstSeenAt: Date
  readonly enteredAt: Date
  readonly listedAt: Date
  /** How often its page could not be had, and until when it rests. */
  readonly tries: number
  readonly nextTryAt?: Date
  /** Whether its texts are still kept. */
  readonly hasBodies: boolean
  readonly storyId?: string
  readonly entry?: Entry
  readonly article?: Article
}

/** Why an entry joined its story: the evidence when it did. */
export interface Join {
  readonly kind: string
  readonly with: string
  readonly similarity: number
}

/** How an entry was placed: in a story of its own, or with the story whose text it tells. */
export interface Placement {
  readonly key: string
  readonly storyId: string
  /** Why it joined; absent when it founds the story. */
  readonly evidence?: Join
  /** The story's canonical entry from now on. */
  readonly canonicalKey: string
  /** Present when the story is new: of which subscription its first entry is, its first `updated`, its place in the window. */
  readonly founded?: {
    readonly subscription: string
    readonly updated: Date
    readonly enteredAt: Date
    readonly isBackfill: boolean
  }
  /** Stories that turn out to be the same one: their entries move over, their ids are withdrawn. */
  readonly absorbs: readonly string[]
  /** The index rows and cleaned addresses under which it is found from now on. */
  readonly rows: Uint32Array
  readonly urls: readonly string[]
}

/** A published story's place, light enough to choose the window from. */
export interface LoggedStory {
  readonly storyId: string
  /** Position in the publication log: the higher, the later. */
  readonly sequence: number
  /** Of its canonical entry. */
  readonly subscription: string
  readonly enteredAt: Date
  /** Its first entry was there already when its feed was first read. */
  readonly isBackfill: boolean
  /** Size of the canonical article's HTML. */
  readonly bytes: number
}

/** All that is known of one story, for publishing. */
export interface StoryRecord {
  readonly id: string
  readonly updated: Date
  readonly enteredAt: Date
  readonly canonical: MemberRecord
  readonly copies: readonly MemberRecord[]
}

export interface MemberRecord {
  readonly key: string
  readonly subscription: string
  readonly firstSeenAt: Date
  readonly entry: Entry
  readonly article: Article
}

/** How the published set came about, to tell when it need not be made again. */
export interface Rendering {
  /** Hash of all that went into it: the same recipe gives the same documents. */
  readonly recipe: string
  /** Hash of all that the stories are chosen by and the documents made from, but the time. */
  readonly basis: string
  /** From here, in milliseconds since 1970, the same basis gives the same recipe, */
  readonly holdsFrom: number
  /** until here; absent: for good. */
  readonly holdsUntil?: number
  /** Stories that were chosen. */
  readonly stories: number
  /** Those that were left out because they could not be written, each with the reason. */
  readonly problems: readonly string[]
}

/** Where an entry stands that the index knows by its number. */
export interface IndexedEntry {
  readonly number: number
  readonly key: string
  readonly storyId: string
  readonly firstSeenAt: Date
}

/**
 * Everything Millrace remembers. One body of queries serves SQLite and PostgreSQL; the contract is
 * tests/store/contract.test.ts. Each method is done whole or not at all, and is stored when its promise resolves; what is
 * written at about the same time shares a transaction (group-commit.ts), and none is held across network or pool.
 */
export interface Store {
  /** The installation's id; `mint` is asked for one only when none is stored yet. */
  installationId(mint: () => string): Promise<string>

  /** All there are, or those of these subscriptions, by id. */
  feedStates(ids?: readonly string[]): Promise<readonly FeedState[]>
  /** Of all, what says when each is asked: little, where the whole would be megabytes. By id. */
  feedTimes(): Promise<readonly FeedTimes[]>
  saveFeedState(state: FeedState): Promise<void>

  /** Hosts that asked to be left alone, each with the time it is over. */
  hostHolds(): Promise<ReadonlyMap<string, Date>>
  /**
   * Remembers a Retry-After; an earlier time never shortens a later one, unless that one ends after `latest`: then a
   * clock that was ahead has written it.
   */
  holdHost(host: string, until: Date, latest: Date): Promise<void>
  /**
   * Claims hosts until a time: nobody else gets them meanwhile, so that a host's turns are counted in one place. Gives
   * those that are the claimant's now, each with the time until which it asked to be left alone, if it ever did.
   */
  claimHosts(
    hosts: readonly string[],
    claim: { readonly by: string; readonly now: Date; readonly until: Date },
  ): Promise<ReadonlyMap<string, Date | undefined>>
  /** Gives back all that a claimant has; others get them from `at` on. */
  releaseHosts(claimant: string, at: Date): Promise<void>
  /** What is remembered of an origin's robots.txt. */
  robots(origin: string): Promise<KnownRobots | undefined>
  saveRobots(origin: string, known: KnownRobots): Promise<void>

  /** What recurs in a host's articles; undefined for a host of which none was seen. */
  hostLines(host: string): Promise<HostLines | undefined>
  /**
   * Changes what is remembered of a host, and gives what it is then. `change` may be asked twice, and must be a function
   * of what it is given alone.
   */
  changeHostLines(host: string, at: Date, change: (known: HostLines | undefined) => HostLines): Promise<HostLines>
  /**
   * Hands what was seen of each host's articles (see `saveArticle`; by key) to `learn`, with what is remembered of the
   * host, remembers what it gives, and what was seen no more. As of `changeHostLines` otherwise; gives the hosts that have
   * learned.
   */
  learnHosts(
    at: Date,
    learn: (known: HostLines | undefined, seen: readonly SeenArticle[]) => HostLines,
  ): Promise<ReadonlyMap<string, HostLines>>
  /** Stored articles with their texts, first seen since, whose cleaned addresses begin so; by first seen, then key, at most `limit`. */
  storedArticles(addresses: string, since: Date, limit: number): Promise<readonly StoredArticle[]>
  /** What each subscription's entries in stories are worth. */
  sourceShares(): Promise<ReadonlyMap<string, SourceShare>>

  /** A subscription's entries that bear one of the keys, cleaned links or feed text hashes. */
  findEntries(
    subscription: string,
    by: {
      readonly keys: readonly string[]
      readonly links: readonly string[]
      readonly feedTextHashes: readonly string[]
    },
  ): Promise<readonly EntryRow[]>
  /** Adds entries; one whose key is there already is left as it is. */
  addEntries(entries: readonly NewEntry[]): Promise<void>
  /** The feed changed an entry: it is read again; its article, story and places stay until then. */
  changeEntry(key: string, change: { readonly entry: Entry; readonly feedTextHash: string }): Promise<void>
  /** The feed still lists these. */
  markListed(keys: readonly string[], at: Date): Promise<void>
  /** A subscription's unread entries whose next try is not still to come, newest (`enteredAt`) first, at most `limit`. */
  unreadEntries(subscription: string, now: Date, limit: number): Promise<readonly UnreadEntry[]>
  /** How many entries wait for their pages and may be tried now, by subscription. */
  unreadCounts(now: Date): Promise<ReadonlyMap<string, number>>
  /** Its page could not be had this time: it stays unread, one try more, and rests until `nextTryAt`. */
  deferEntry(key: string, nextTryAt: Date): Promise<void>
  /**
   * Stores what was read and makes the entry `read`; one that is in a story already is found by `urls` and the new
   * fingerprint's rows from now on. With `isAnother`, its text is not the one that its story tells: where the story has
   * other entries it leaves it to them (the oldest stands for it until the next one joins) and waits to be placed anew, as
   * of `updated`. `seen` waits with it for `learnHosts`. With `updated`, the publisher changed it: if it is its story's canonical entry, the story's `updated` moves there, and never back.
   */
  saveArticle(
    key: string,
    read: {
      readonly article: Article
      readonly urls: readonly string[]
      readonly updated?: Date
      readonly isAnother?: boolean
      readonly seen?: SeenArticle & { readonly host: string }
    },
  ): Promise<void>

  /** Entries that are read and belong to no story yet, by first seen, then published (else first seen), then key. */
  unplacedEntries(limit: number): Promise<readonly PlaceableEntry[]>
  /** Index row or cleaned address -> the numbers of the stories' entries that are found by it, ascending. */
  findIndexed(
    rows: readonly number[],
    urls: readonly string[],
  ): Promise<ReadonlyMap<number | string, readonly number[]>>
  /** The stories' entries with these numbers, first seen since. */
  indexedEntries(numbers: readonly number[], since: Date): Promise<readonly IndexedEntry[]>
  /** All entries of the stories whose fingerprint is still kept, by first seen, then key. */
  storyMembers(storyIds: readonly string[]): Promise<readonly Comparable[]>
  /** Places entries in the order given, all or none. */
  place(placements: readonly Placement[]): Promise<void>
  /** Stories entered since, whose canonical entry is of one of the subscriptions while another one carries them too. */
  storiesCarriedElsewhere(subscriptions: readonly string[], since: Date): Promise<readonly string[]>
  /** Another entry stands for the story from now on; its id and `updated` stay. */
  setCanonical(storyId: string, key: string): Promise<void>

  /**
   * How many entries of a subscription stand behind another's in their stories, and how many stories its entries stand for;
   * with `before`, of the entries that were first seen before it.
   */
  copyCounts(subscription: string, before?: Date): Promise<{ readonly copies: number; readonly stories: number }>

  /** What people decided about stories. */
  userRules(): Promise<readonly UserRule[]>
  /** Entry -> its story; entries without one are left out. */
  storiesOf(keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  /**
   * Takes an entry out of its story, to be placed anew under the rules; false where it is in none, is the only one there, or
   * its evidence is no longer kept.
   */
  splitEntry(key: string, rules: RuleChange): Promise<boolean>
  /** One story becomes part of another, which keeps its id. */
  mergeStories(
    stories: { readonly from: string; readonly to: string; readonly canonicalKey: string },
    rules: RuleChange,
  ): Promise<void>
  /** Keeps and drops rules, and changes nothing else. */
  changeRules(rules: RuleChange): Promise<void>
  /** A story that was absorbed is one again, with these entries of the one that has them now. */
  restoreStory(
    story: { readonly id: string; readonly keys: readonly string[]; readonly canonicalKey: string },
    rules: RuleChange,
  ): Promise<void>

  /**
   * The entries that a person means by a key, the id of a story (its canonical entry), an address, a feed's own id, or words
   * of the title: the first of these that finds any decides. Newest first.
   */
  findForPerson(name: string): Promise<readonly FoundEntry[]>
  /** All that is known of an entry; undefined where there is none of the key. */
  entryAccount(key: string): Promise<EntryAccount | undefined>
  /** Why a story's entries joined it, by key; the founding ones are not among them. */
  joinsOf(storyId: string): Promise<ReadonlyMap<string, Join>>
  /** Each time that the story was appended to a publication's log, with the `updated` that it had. */
  logOf(storyId: string): Promise<readonly LogRow[]>

  /** Appends each story that is new to the publication or has moved its `updated` since it was last appended; says how many. */
  appendToLog(publication: string, at: Date): Promise<number>
  /** When the log last grew; undefined for an empty log. */
  loggedAt(publication: string): Promise<Date | undefined>
  /**
   * The newest state of every logged story that is not withdrawn, whose canonical entry is of one of the
   * subscriptions: all entered since `since`, and each subscription's newest `keep` whatever their age.
   * Newest `enteredAt` first, then by story id.
   */
  loggedStories(
    publication: string,
    subscriptions: readonly { readonly id: string; readonly keep: number }[],
    since: Date,
  ): Promise<readonly LoggedStory[]>
  /** Full records, in the order of the ids; an id that is no story is left out. */
  storyRecords(ids: readonly string[]): Promise<readonly StoryRecord[]>

  /** A number that grows with every write that can change how a story is published. */
  storiesVersion(): Promise<number>
  /** Another text whenever what feeds say of themselves is another. */
  sourcesVersion(): Promise<string>
  /** The published set as it stands, without the bytes. */
  documents(): Promise<readonly DocumentInfo[]>
  /** One of it, whole; undefined when there is none of that path. */
  document(path: string): Promise<Document | undefined>
  /** What the published set was made from; undefined before there is one. */
  rendering(): Promise<Rendering | undefined>
  /** Notes of the published set, which stays, what it would be made from now. */
  saveRendering(rendering: Rendering): Promise<void>
  /** Replaces the published set. */
  saveDocuments(documents: readonly Document[], rendering: Rendering): Promise<void>

  /** The time of the last run that went to its end; undefined before the first. */
  ranAt(): Promise<Date | undefined>
  /** The beginning of the run that has not come to its end; undefined when the last one has. */
  begunAt(): Promise<Date | undefined>
  runBegins(at: Date): Promise<void>
  /** The run that began then has come to its end. */
  runEnds(at: Date): Promise<void>
  /** Of the entries that were first seen since a time: how many bear a publisher's date, and how many one within bounds. */
  datedSince(
    seen: Date,
    within: { readonly from: Date; readonly before: Date },
  ): Promise<{ readonly seen: number; readonly dated: number; readonly within: number }>
  /**
   * Every time of ours that lies after `now` was written by a clock that was ahead, and becomes one just before `now`;
   * the order of stories stays. What that clock made of feeds' next checks is `now`.
   */
  bringBack(now: Date): Promise<void>

  /** Counts for the summary of a run and for tests. */
  counts(): Promise<{
    readonly entries: number
    readonly read: number
    readonly unread: number
    readonly stories: number
  }>
  /** Drops what retention no longer keeps (DESIGN: bodies of copies and unpublished entries 90 days, keys
   * 180 days after their feed was read without listing them). */
  prune(now: Date): Promise<void>
  close(): Promise<void>
}

/** An article as it can be cleaned again. */
export interface StoredArticle {
  readonly key: string
  readonly article: Article
  readonly urls: readonly string[]
}

/** How much of what a subscription brought is its own. */
export interface SourceShare {
  /** Its entries that are in stories. */
  readonly entries: number
  /** Of these, told by another subscription's entry, which stands for the story. */
  readonly copies: number
  /** Of these, those from which something was cut. */
  readonly withCuts: number
}

/** An entry that waits for its story. */
export interface PlaceableEntry extends Comparable {
  /** How often it left a story: the ones that it founded before keep their ids. */
  readonly splits: number
  readonly updated?: Date
}
