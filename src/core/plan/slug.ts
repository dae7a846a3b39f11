import { failed, ok, type Result } from '../model/failure';

/** Room for '-<service>-<n>' in a DNS label of 63 characters. */
const longest = 40;

/** A slug from a folder's name: what a DNS label and a Compose project name allow; 'app' when nothing is left. */
export function slugFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return slug || 'app';
}

/** A slug that a user wants, checked: lower case letters, digits and inner hyphens, at most 40 characters (RFC 1123). */
export function checkSlug(slug: string): Result<string> {
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(slug) && slug.length <= longest) return ok(slug);
  return failed({
    code: 'slug-invalid',
    message: `'${slug}' cannot be a host name: lower case letters, digits and hyphens inside, at most ${longest} characters.`,
    next: `--slug ${slugFrom(slug)}`,
  });
}
