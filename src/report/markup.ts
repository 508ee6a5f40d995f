/** Text that is HTML already. Only the `html` tag makes it, so bank text can only get in escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup and lists of it are not, null is nothing. */
export type Content = Markup | string | number | null | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe between tags and inside quoted attributes; control characters, which HTML forbids, become spaces. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '').replace(/\p{Cc}/gu, ' ');
}

function render(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return content.map(render).join('');
}

/** A piece of HTML: the template's own text stays, whatever is put into it is escaped unless it is markup. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = parts.map((part, index) => part + render(contents[index] ?? null)).join('');
  return new Markup(text);
}
