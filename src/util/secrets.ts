/** Names of parameters under which addresses hold a key (`?auth=…` at Patreon, `?token=…` at GitHub, `X-Amz-Signature=…`). */
const names = 'auth|key|token|secret|passw(?:or)?d|pwd|sig|signature|jwt'
const secretName = new RegExp(`(?:${names})$`, 'i')
const user = /(https?:\/\/)[^\s/?#"'<>]*@/gi
const parameter = new RegExp(String.raw`([?&;][\w.~-]*(?:${names})=)[^&;#\s"'<>]+`, 'gi')

/** Whether an address names a user or holds a key: then it is nobody else's. */
export function holdsSecret(url: string): boolean {
  const address = URL.parse(url)
  if (address === null) return false
  return address.username !== '' || address.password !== '' || [...address.searchParams.keys()].some(isSecret)
}

function isSecret(name: string): boolean {
  return secretName.test(name)
}

/** A text for people and logs: what its addresses hold of users, passwords and keys is left out. */
export function withoutSecrets(text: string): string {
  return text.replace(user, '$1').replace(parameter, '$1…')
}
