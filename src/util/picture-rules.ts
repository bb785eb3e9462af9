/** Knowledge about pictures on the web, grouped by origin. */

/** Where lazy loaders keep the real address. */
export const lazyAttributes: readonly string[] = [
  // lazysizes, lozad, vanilla-lazyload, WordPress plugins (Jetpack, WP Rocket, a3, Smush)
  ...['data-src', 'data-lazy-src', 'data-original', 'data-lazy', 'data-lazyload', 'data-orig-file', 'data-large-file'],
  // Squarespace, Medium, Vox, Blogger themes, Ghost
  ...[
    'data-image',
    'data-img-src',
    'data-hi-res-src',
    'data-full-src',
    'data-original-src',
    'data-url',
    'data-defer-src',
  ],
  // Responsive plugins of newspapers
  ...['data-src-large', 'data-src-medium', 'data-fullsrc', 'data-echo', 'data-actualsrc', 'data-runner-src'],
]

/** Where a set of sizes stands. */
export const lazySets: readonly string[] = [
  'data-srcset',
  'data-lazy-srcset',
  'data-original-set',
  'data-sizes-srcset',
  'srcset',
]

/** Stand-ins until a script loads the real picture: data addresses and the file names themes give them. */
export const placeholders =
  /^\s*$|^\s*(?:data|about|javascript|blob):|(?:^|\/)(?:blank|spacer|placeholder|lazy(?:load)?|transparent|pixel|clear|empty|dummy|1x1|grey|gray|loading|loader)(?:[-_.]?(?:img|image|gif|1x1|grey|gray))?\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i

/** Hosts that serve nothing but counters. Origin: EasyPrivacy's image rules, WordPress and FeedBurner footers, VG Wort (Germany). */
export const beaconHosts: readonly string[] = [
  ...[
    'pixel.wp.com',
    'stats.wp.com',
    'stats.wordpress.com',
    'feeds.wordpress.com',
    'feedsportal.com',
    'pixel.quantserve.com',
  ],
  ...['b.scorecardresearch.com', 'sb.scorecardresearch.com', 'doubleclick.net', 'google-analytics.com'],
  ...['googleads.g.doubleclick.net', 'facebook.com', 'analytics.twitter.com', 'bat.bing.com', 'px.ads.linkedin.com'],
  ...['met.vgwort.de', 'vgwort.de', 'ioam.de', 'ivwbox.de', 'counter.yadro.ru', 'mc.yandex.ru', 'top-fwz1.mail.ru'],
  ...['hits.informer.com', 'statcounter.com', 'histats.com', 'piwik.pro', 'matomo.cloud', 'pixel.parsely.com'],
  ...['feedburner.com', 'rss-tracker.com', 'republication-tracker-tool.com'],
]

/** Paths of counters that live on the publisher's own host (Matomo, FeedBurner's ~r and ~4, WordPress republication tool). */
export const beaconPaths =
  /(?:\/(?:matomo|piwik)\.php|\/~(?:r|4|ff)\/|\/b\.gif|\/(?:tracking|track|count(?:er)?|pixel)\.(?:gif|png|php))$|\/~(?:r|4)\//i
