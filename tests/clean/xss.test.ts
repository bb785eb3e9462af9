import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { cleanHtml } from '../../src/clean/clean.ts'
import { allowedAttributes } from '../../src/clean/elements.ts'
import { hostileKinds } from '../support/hostile-kinds.ts'

/** It comes without types. */
const sanitizeHtml: (html: string, options: object) => string = createRequire(import.meta.url)('sanitize-html')

const context = { baseUrl: 'https://site.example/post', title: '', siteNames: [], labels: [] }

/** Inputs by kind; each tries to run, load, submit or restyle something. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  elements: [
    '<script>alert(1)</script>',
    '<SCRIPT SRC=//x.example/a.js></SCRIPT>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<script\x00>alert(1)</script>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="data:text/html,<script>alert(1)</script>"></object>',
    '<embed src="data:image/svg+xml;base64,PHN2Zy8+">',
    '<applet code="x"></applet>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<form action="https://evil.example/"><input name=p><button>go</button></form>',
    '<isindex type=image src=1 onerror=alert(1)>',
    '<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>',
    '<textarea><script>alert(1)</script></textarea>',
    '<template><img src=x onerror=alert(1)></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<noembed><img src=x onerror=alert(1)></noembed>',
    '<xmp><script>alert(1)</script></xmp>',
    '<plaintext><script>alert(1)</script>',
    '<dialog open><script>alert(1)</script></dialog>',
    '<portal src="https://evil.example/">',
    '<custom-element onclick=alert(1)>x</custom-element>',
  ],
  handlers: [
    '<img src=x onerror=alert(1)>',
    '<img src="x" ONERROR="alert(1)">',
    '<img/src=x/onerror=alert(1)>',
    '<p onclick="alert(1)">x</p>',
    '<body onload=alert(1)>x',
    '<a href="https://ok.example/" onmouseover="alert(1)">x</a>',
    '<video src="https://ok.example/v.mp4" onerror=alert(1)></video>',
    '<details open ontoggle=alert(1)>x</details>',
    '<p onpointerrawupdate=alert(1)>x</p>',
    '<img src="https://ok.example/a.png" alt="x" onload="alert(1)">',
    '<marquee onstart=alert(1)>x</marquee>',
    '<p a="1"onclick="alert(1)">x</p>',
  ],
  schemes: [
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="  javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="&#x6a&#x61vascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="blob:https://site.example/1">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="feed:javascript:alert(1)">x</a>',
    '<a href="mailto:a@b.example\njavascript:alert(1)">x</a>',
    '<img src="javascript:alert(1)">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<img srcset="javascript:alert(1) 1x, data:x 2x">',
    '<img data-src="javascript:alert(1)">',
    '<blockquote cite="javascript:alert(1)">x</blockquote>',
    '<video poster="javascript:alert(1)" src="javascript:alert(1)"></video>',
    '<a xlink:href="javascript:alert(1)">x</a>',
    '<table background="javascript:alert(1)"><tr><th>x</th><td>y</td></tr></table>',
  ],
  foreign: [
    '<svg onload=alert(1)></svg>',
    '<svg><script>alert(1)</script></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x></svg>',
    '<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    '<math href="javascript:alert(1)">x</math>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  ],
  breakouts: [
    '<a title="&quot; onclick=&quot;alert(1)" href="https://ok.example/">x</a>',
    '<img alt="\'"><script>alert(1)</script>" src="https://ok.example/a.png">',
    '<img alt="`onerror=alert(1)" src="https://ok.example/a.png">',
    '<p lang="en&quot; onclick=&quot;alert(1)">x</p>',
    '<td colspan="2&quot; onclick=x">x</td>',
    '<a href="https://ok.example/?&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</a>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<!--><script>alert(1)</script>-->',
    '<!-- --!><img src=x onerror=alert(1)>-->',
    '<?xml version="1.0"?><script>alert(1)</script>',
    '<pre>\n<script>alert(1)</script></pre>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<style>@import "https://evil.example/x.css"</style>',
    '<p class=x id=y data-x=z>x</p>',
  ],
}

const all = { ...inputs, ...armedKinds() }

function armedKinds(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(hostileKinds).map(([kind, list]) => [
      `all ${kind}`,
      list.map((input) => input.replaceAll('RUN', 'alert(1)')),
    ]),
  )
}

describe.each(Object.entries(all))('%s', (_kind, list) => {
  test.each(list)('%j comes out harmless', (input) => {
    const { html } = cleanHtml(`<p>before</p>${input}`, context)
    expect(html.startsWith('<p>before</p>')).toBe(true)
    for (const [, name = '', attributes = ''] of html.matchAll(/<([a-z][^\s>]*)((?:\s+[^\s=>]+="[^"]*")*)\s*>/g)) {
      expect(Object.keys(allowedAttributes), html).toContain(name)
      for (const [, key = '', value = ''] of attributes.matchAll(/([^\s=]+)="([^"]*)"/g)) {
        expect([...(allowedAttributes[name] ?? []), 'lang', 'dir'], html).toContain(key)
        if (key === 'href' || key === 'src') expect(value, html).toMatch(/^(?:https?:\/\/|mailto:)/)
      }
    }
    // Whatever is left of "<" after the well-formed tags would be markup that the pattern above did not see.
    expect(html.replace(/<\/?[a-z][a-z0-9]*(?:\s+[^\s=<>]+="[^"<>]*")*>/g, '')).not.toContain('<')
    // The oracle finds nothing to take away.
    const oracle = sanitizeHtml(html, {
      allowedTags: Object.keys(allowedAttributes),
      allowedAttributes: { '*': [...new Set(Object.values(allowedAttributes).flat()), 'lang', 'dir'] },
      allowedSchemes: ['http', 'https', 'mailto'],
    })
    expect(oracle.replace(/ \/>/g, '>').length, html).toBe(
      html.replaceAll('&quot;', '&quot;').replaceAll('&#96;', '`').length,
    )
  })
})

test('at least seven hundred inputs are tried', () => {
  expect(new Set(Object.values(all).flat()).size).toBeGreaterThanOrEqual(700)
})
