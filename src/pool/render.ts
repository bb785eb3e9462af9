import { FatalError } from '../errors.ts'
import { renderIndex } from '../pages/index-page.ts'
import { renderAtom } from '../publish/atom.ts'
import { checkAtom } from '../publish/check-atom.ts'
import { checkJsonFeed } from '../publish/check-json-feed.ts'
import { checkOpml } from '../publish/check-opml.ts'
import { checkRss } from '../publish/check-rss.ts'
import { type PreparedEntries, prepareEntries } from '../publish/entry.ts'
import { renderJsonFeed } from '../publish/json-feed.ts'
import { renderOpml } from '../publish/opml.ts'
import { outputs } from '../publish/outputs.ts'
import { renderRss } from '../publish/rss.ts'
import { withoutGuilty } from '../publish/without-guilty.ts'
import type { Publication, Story } from '../types.ts'
import type { RenderedFile, RenderInput, RenderResult } from './tasks.ts'

interface Rendered extends PreparedEntries {
  readonly files: readonly RenderedFile[]
}

/** Task: the chosen stories -> the public files, checked. Throws FatalError `OUTPUT` when one would not be valid. */
export function render({ publication, stories, sources, version }: RenderInput): RenderResult {
  const { value, problems } = withoutGuilty(stories, (chosen) => renderStories(publication, chosen, version))
  if (value.entries.length === 0) {
    const [first] = [...value.problems, ...problems]
    throw new FatalError(
      'OUTPUT',
      `No story can be published, the last feed stays: ${first?.reason ?? 'there is none'}`,
    )
  }
  const opml = renderOpml(publication, sources)
  checkOpml(opml.xml, opml)
  return {
    files: [...value.files, file(outputs.sources, opml.xml)],
    problems: [...value.problems, ...problems].map(({ storyId, reason }) => `${storyId}: ${reason}`),
  }
}

function renderStories(publication: Publication, stories: readonly Story[], version: string): Rendered {
  const { entries, problems } = prepareEntries(publication, stories)
  const ids = entries.map(({ id }) => id)
  const shown = new Set(ids)
  // One after the other: of a large set, the texts of all documents together would take more memory than all else.
  const files = [
    checked(outputs.atom, renderAtom(publication, entries, version), (text) => checkAtom(text, { ids })),
    checked(outputs.rss, renderRss(publication, entries, version), (text) => checkRss(text, { ids })),
    checked(outputs.json, renderJsonFeed(publication, entries), (text) => checkJsonFeed(text, { ids })),
    file(
      { path: 'index.html', mediaType: 'text/html' },
      renderIndex(
        publication,
        stories.filter(({ id }) => shown.has(id)),
        { feed: outputs.atom, others: [outputs.rss, outputs.json], sources: outputs.sources },
      ),
    ),
  ]
  return { entries, problems, files }
}

interface Place {
  readonly path: string
  readonly mediaType: string
}

function checked(place: Place, text: string, check: (text: string) => void): RenderedFile {
  check(text)
  return file(place, text)
}

function file({ path, mediaType }: Place, text: string): RenderedFile {
  return { path, mediaType: `${mediaType}; charset=utf-8`, bytes: new TextEncoder().encode(text) }
}
