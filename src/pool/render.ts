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
  const atom = renderAtom(publication, entries, version)
  checkAtom(atom, { ids })
  const rss = renderRss(publication, entries, version)
  checkRss(rss, { ids })
  const json = renderJsonFeed(publication, entries)
  checkJsonFeed(json, { ids })
  const shown = new Set(ids)
  const page = renderIndex(
    publication,
    stories.filter(({ id }) => shown.has(id)),
    { feed: outputs.atom, others: [outputs.rss, outputs.json], sources: outputs.sources },
  )
  const files = [
    file(outputs.atom, atom),
    file(outputs.rss, rss),
    file(outputs.json, json),
    file({ path: 'index.html', mediaType: 'text/html' }, page),
  ]
  return { entries, problems, files }
}

function file({ path, mediaType }: { readonly path: string; readonly mediaType: string }, text: string): RenderedFile {
  return { path, mediaType: `${mediaType}; charset=utf-8`, bytes: new TextEncoder().encode(text) }
}
