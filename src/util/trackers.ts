/** What addresses carry for the publisher's statistics. A name ending in `*` is a prefix; names are lower case. */
export interface TrackerGroup {
  /** Whose parameters these are. */
  readonly origin: string
  readonly names: readonly string[]
}

/**
 * Parameters that never select content, so that they can go from published links: click identifiers and campaign tags
 * as their vendors document them.
 */
export const trackers: readonly TrackerGroup[] = [
  {
    origin: 'Google Analytics campaigns',
    names: ['utm_*', 'utm-*', '_ga', '_gl', 'ga_source', 'ga_medium', 'ga_campaign'],
  },
  {
    origin: 'Google Ads',
    names: ['gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'gad_source', 'gad_campaignid', 'srsltid'],
  },
  { origin: 'Meta', names: ['fbclid', 'fb_action_ids', 'fb_action_types', 'fb_ref', 'fb_source', 'igshid', 'igsh'] },
  { origin: 'Microsoft', names: ['msclkid', 'ocid'] },
  { origin: 'X and TikTok', names: ['twclid', 'ttclid'] },
  { origin: 'LinkedIn and Reddit', names: ['li_fat_id', 'rdt_cid'] },
  { origin: 'Yandex', names: ['yclid', 'ysclid', '_openstat'] },
  { origin: 'Mailchimp', names: ['mc_cid', 'mc_eid'] },
  { origin: 'HubSpot', names: ['_hsenc', '_hsmi', '__hssc', '__hstc', '__hsfp', 'hsctatracking'] },
  { origin: 'Marketo, Eloqua, Pardot', names: ['mkt_tok', 'elqtrackid', 'elqtrack', 'pi_campaign_id'] },
  { origin: 'Matomo and Piwik', names: ['mtm_*', 'pk_*', 'piwik_*', 'matomo_*'] },
  {
    origin: 'AT Internet (Piano)',
    names: [
      'xtor',
      'xtref',
      'at_medium',
      'at_campaign',
      'at_custom*',
      'at_format',
      'at_link_*',
      'at_bbc_team',
      'at_ptr_name',
      'at_campaign_type',
    ],
  },
  { origin: 'Adobe', names: ['s_cid', 's_kwcid', 'ef_id', 'adobe_mc'] },
  { origin: 'Webtrekk (Mapp)', names: ['wt_mc', 'wt_zmc', 'wt.mc_id'] },
  { origin: 'Vero, Drip, Klaviyo, Omeda', names: ['vero_id', 'vero_conv', '__s', '_ke', 'oly_anon_id', 'oly_enc_id'] },
  {
    origin: 'Social share buttons',
    names: [
      '__twitter_impression',
      'ref_src',
      'ref_url',
      'smid',
      'smtyp',
      'ncid',
      'echobox',
      'guccounter',
      'guce_referrer',
      'guce_referrer_sig',
    ],
  },
]

/**
 * Parameters that usually say where the reader came from, but select content on some sites (`ref` a branch, `source`
 * a news agency). They stay in published links and fold only in the identity form, where a text that differs
 * contradicts a wrong match.
 */
export const referrers: readonly TrackerGroup[] = [
  {
    origin: 'Referrer marks',
    names: [
      'ref',
      'referrer',
      'referer',
      'rss',
      'feed',
      'cmp',
      'cmpid',
      'cid_source',
      'share',
      'shared',
      'partner',
      'sr_share',
      'spm',
    ],
  },
]

/** `source=rss`, `from=twitter`: a mark only when the value names a channel. */
export const channelParameters: readonly string[] = ['source', 'src', 'from', 'via', 'medium', 'output']
export const channelValue =
  /^(?:rss|atom|feed|twitter|facebook|linkedin|whatsapp|telegram|newsletter|email|social|share|home(?:page)?)(?:$|[^a-z])/i

/** Redirectors whose target stands in the address: host (and its subdomains), path, and the parameter that holds the target. */
export const redirectors: readonly {
  readonly host: RegExp
  readonly path: RegExp
  readonly parameters: readonly string[]
}[] = [
  { host: /^(?:www\.)?google\.[a-z.]{2,6}$/, path: /^\/url$/, parameters: ['url', 'q'] },
  { host: /^(?:l|lm|m|www)\.facebook\.com$/, path: /^\/(?:l|flx\/warn)\b/, parameters: ['u'] },
  { host: /^l\.instagram\.com$/, path: /^\//, parameters: ['u'] },
  { host: /^(?:www\.)?youtube\.com$/, path: /^\/redirect$/, parameters: ['q'] },
  { host: /^out\.reddit\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^(?:www\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/, parameters: ['url'] },
  { host: /^(?:www\.)?duckduckgo\.com$/, path: /^\/l\/?$/, parameters: ['uddg'] },
  { host: /^(?:www\.)?linkedin\.com$/, path: /^\/(?:redir\/redirect|safety\/go)/, parameters: ['url'] },
  { host: /^(?:www\.)?vk\.com$/, path: /^\/away\.php$/, parameters: ['to'] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ['url'] },
  { host: /^getpocket\.com$/, path: /^\/redirect$/, parameters: ['url'] },
  { host: /^go\.(?:redirectingat|skimresources)\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^click\.linksynergy\.com$/, path: /^\//, parameters: ['murl'] },
  { host: /(?:^|\.)safelinks\.protection\.outlook\.com$/, path: /^\//, parameters: ['url'] },
]
