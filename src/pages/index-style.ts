/** The front page's style: one column to read in, system fonts, light and dark, nothing fetched. Contrast is 4.5:1 and more throughout. */
export const indexStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1c1b19; --soft: #5c5850; --line: #e2ded4; --accent: #9a3412; --card: #f2efe8;
  --serif: Charter, 'Bitstream Charter', 'Iowan Old Style', 'Source Serif 4', Georgia, 'Noto Serif', 'DejaVu Serif', serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #161513; --ink: #e9e5dc; --soft: #a8a297; --line: #34312b; --accent: #f0a27a; --card: #211f1b; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--serif); }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .18em; }
a:hover { color: var(--accent); text-decoration-color: currentColor; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); }
.page { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
.masthead { padding: 3.5rem 0 2rem; border-bottom: 3px double var(--line); }
.masthead h1 { margin: 0; font-size: clamp(2rem, 6vw, 3rem); line-height: 1.1; letter-spacing: -.02em; text-wrap: balance; overflow-wrap: anywhere; }
.masthead p { margin: .6rem 0 0; color: var(--soft); max-width: 36rem; }
.subscribe { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .9rem; margin-top: 1.5rem; font: .9rem/1.4 var(--sans); }
.subscribe .button { padding: .45rem .95rem; border-radius: 2rem; background: var(--accent); color: var(--paper); font-weight: 600; text-decoration: none; }
.subscribe .button:hover { background: var(--ink); color: var(--paper); }
.subscribe code { padding: .45rem .75rem; border-radius: .4rem; background: var(--card); font-size: .85rem; user-select: all; overflow-wrap: anywhere; }
.subscribe span { color: var(--soft); }
.subscribe p { flex-basis: 100%; margin: 0; max-width: none; }
.story { padding: 1.9rem 0; border-bottom: 1px solid var(--line); }
.story::after { content: ''; display: block; clear: both; }
.story h2 { margin: 0; font-size: 1.4rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: pretty; overflow-wrap: anywhere; }
.story h2 a { text-decoration: none; }
.story h2 a:hover { text-decoration: underline; }
.byline { margin: 0 0 .45rem; color: var(--soft); font: .82rem/1.5 var(--sans); }
time { white-space: nowrap; }
.byline b { color: var(--ink); font-weight: 600; }
.lead { float: inline-end; width: 10.5rem; height: 7rem; margin-block: .3rem .6rem; margin-inline-start: 1.4rem; object-fit: cover; border-radius: .35rem; background: var(--card); }
.summary { margin: .55rem 0 0; overflow-wrap: anywhere; }
.foot { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin-top: .6rem; color: var(--soft); font: .82rem/1.6 var(--sans); }
.foot:empty { display: none; }
.foot p { margin: 0; }
.foot ul { display: flex; flex-wrap: wrap; gap: 0 .8rem; margin: 0; padding: 0; list-style: none; }
details { margin-top: .8rem; }
summary { display: inline-block; padding: .15rem 0; color: var(--accent); font: 600 .88rem/1.5 var(--sans); cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: '+'; display: inline-block; width: 1.1em; }
details[open] > summary::before { content: '\\2212'; }
summary:hover { text-decoration: underline; }
.body { clear: both; margin-top: .9rem; padding-inline-start: 1.25rem; border-inline-start: 3px solid var(--line); font-size: 1.1rem; line-height: 1.7; overflow-wrap: anywhere; }
.body > :first-child { margin-top: 0; }
.body > :last-child { margin-bottom: 0; }
.body :is(h1, h2, h3, h4, h5, h6) { margin: 1.6em 0 .5em; font-size: 1.15rem; line-height: 1.3; }
.body :is(img, video, svg) { max-width: 100%; height: auto; border-radius: .35rem; }
.body :is(iframe, audio) { max-width: 100%; }
.body figure { margin: 1.4em 0; }
.body figcaption { color: var(--soft); font: .85rem/1.5 var(--sans); }
.body blockquote { margin: 1.2em 0; padding-inline-start: 1.1rem; border-inline-start: 3px solid var(--accent); color: var(--soft); }
.body :is(pre, code) { font-size: .88em; }
.body pre { padding: .8rem 1rem; overflow-x: auto; border-radius: .35rem; background: var(--card); }
.body table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; font: .9rem/1.5 var(--sans); }
.body :is(th, td) { padding: .35rem .7rem; border: 1px solid var(--line); text-align: start; }
.empty { padding: 3rem 0; color: var(--soft); }
footer { padding: 2rem 0 4rem; color: var(--soft); font: .85rem/1.6 var(--sans); }
@media (max-width: 34rem) {
  .masthead { padding: 2rem 0 1.5rem; }
  .story { padding: 1.5rem 0; }
  .story h2 { font-size: 1.25rem; }
  .lead { width: 6.5rem; height: 5rem; margin-inline-start: 1rem; }
  .body { padding-inline-start: .9rem; font-size: 1.0625rem; }
}
@media print { .subscribe, .skip { display: none; } }
`
