import { renderIndex } from '../pages/index-page.ts'
import { atomPath, renderAtom } from '../publish/atom.ts'
import type { RenderedFile, RenderInput, RenderResult } from './tasks.ts'

/** Task: the chosen stories -> the public files, checked. Throws FatalError `OUTPUT` when the feed would not be valid. */
export function render({ publication, stories, version }: RenderInput): RenderResult {
  const atom = renderAtom(publication, stories, version)
  const shown = new Set(atom.ids)
  const page = renderIndex(
    publication,
    stories.filter(({ id }) => shown.has(id)),
    { feedPath: atomPath },
  )
  return {
    files: [
      file(atomPath, 'application/atom+xml; charset=utf-8', atom.xml),
      file('index.html', 'text/html; charset=utf-8', page),
    ],
    problems: atom.problems.map(({ storyId, reason }) => `${storyId}: ${reason}`),
  }
}

function file(path: string, mediaType: string, text: string): RenderedFile {
  return { path, mediaType, bytes: new TextEncoder().encode(text) }
}
