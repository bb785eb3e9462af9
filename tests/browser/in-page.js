// Runs inside the page, before anything of it does: what the tests look at, said in the browser's own terms.
globalThis.look = {
  /** An element reaches out of the page to the right. */
  overflows: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

  stories: () =>
    [...document.querySelectorAll('main article')].map((article) => ({
      title: article.querySelector('h2').textContent,
      href: article.querySelector('h2 a')?.href,
    })),

  /** What an axe would say first: language, headings, landmarks, names of links, texts of pictures, ids. */
  structure: () => {
    const all = (selector) => [...document.querySelectorAll(selector)]
    const levels = all('h1, h2, h3, h4, h5, h6').map(({ localName }) => Number(localName[1]))
    const ids = all('[id]').map(({ id }) => id)
    return {
      language: document.documentElement.lang,
      titles: document.title,
      headings: all('h1').length,
      skippedLevels: levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1).length,
      landmarks: ['header', 'main', 'footer'].map((name) => all(`${name}:not(article *)`).length),
      withoutAlt: all('img:not([alt])').length,
      namelessLinks: all('a').filter((a) => a.textContent.trim() === '' && !a.querySelector('img[alt]:not([alt=""])'))
        .length,
      doubleIds: ids.length - new Set(ids).size,
      zoomable: !/user-scalable|maximum-scale/.test(document.querySelector('meta[name=viewport]')?.content ?? ''),
    }
  },

  /** Visible texts whose contrast with what is behind them is below 4.5:1 (WCAG 2.2, 1.4.3), each with the ratio. */
  lowContrast: () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      const text = walker.currentNode.data.trim()
      if (text === '' || !element.checkVisibility()) continue
      const ratio = contrast(toRgb(getComputedStyle(element).color), backgroundOf(element))
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${element.localName}.${element.className}: ${text.slice(0, 40)}`)
    }
    return found
  },

  /** Writes each body of a feed into the page as the simplest reader would; gives how many there were. */
  async showFeed(url) {
    const xml = new DOMParser().parseFromString(await (await fetch(url)).text(), 'application/xml')
    const bodies = [...xml.querySelectorAll('entry > content, entry > summary')].filter(
      (each) => each.getAttribute('type') === 'html',
    )
    for (const { textContent } of bodies) look.show(textContent)
    return bodies.length
  },

  /**
   * Opens the items of a JSON Feed as readers do: each `content_html` set into the page, and as a document of its own in a
   * frame without any fence; texts are shown as texts. Gives how many items there were.
   */
  showJsonFeed: async (url) => {
    const { items } = await (await fetch(url)).json()
    const loaded = items.map(({ content_html: html, title, summary }) => {
      look.show(html)
      const frame = document.createElement('iframe')
      frame.srcdoc = `<!doctype html><html><head><title></title></head><body>${html}</body></html>`
      document.body.append(frame, title, summary ?? '')
      return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    })
    await Promise.all(loaded)
    return items.length
  },

  show(html) {
    const place = document.createElement('div')
    document.body.append(place)
    place.innerHTML = html
  },

  /** Opens, clicks, points at and focuses everything, without leaving the page. */
  touchAll: () => {
    for (const type of ['click', 'submit']) addEventListener(type, (event) => event.preventDefault(), true)
    for (const each of document.querySelectorAll('details')) each.open = true
    for (const element of document.body.querySelectorAll('*')) {
      for (const type of ['mouseover', 'pointerover', 'focus', 'toggle', 'load', 'error', 'animationstart']) {
        element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }))
      }
      if (element.localName !== 'summary') element.click?.()
    }
  },

  /** Everything in the page that could run, load, send or restyle, whatever made it. */
  dangers: (inside) => {
    const found = []
    for (const element of document.querySelectorAll(`${inside} *`)) {
      const active =
        'script, style, link, meta, base, iframe, frame, object, embed, applet, form, input, button, textarea, select, svg, math, template, video, audio'
      if (element.matches(active)) found.push(`<${element.localName}>`)
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^srcset$|^id$|^ping$|^formaction$|^xlink|^target$/.test(name))
          found.push(`${name}="${value}"`)
      }
      if (element.matches('a[href]') && !/^(?:https?|mailto):$/.test(element.protocol)) found.push(element.href)
    }
    return found
  },
}

function toRgb(color) {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return { red, green, blue, alpha }
}

function backgroundOf(element) {
  for (let each = element; each !== null; each = each.parentElement) {
    const color = toRgb(getComputedStyle(each).backgroundColor)
    if (color.alpha === 1) return color
  }
  return { red: 255, green: 255, blue: 255 }
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance({ red, green, blue }) {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
