/** Characters that break careless software, by what they are. */
const oddities: readonly { readonly key: string; readonly words: string; readonly pattern: RegExp }[] = [
  { key: "emoji", words: "emoji", pattern: /\p{Emoji_Presentation}|\u200d/u },
  { key: "rtl", words: "text from right to left", pattern: /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u },
  { key: "combining", words: "combining marks", pattern: /\p{Mn}/u },
  { key: "control", words: "control characters", pattern: /(?![\t\n\r])\p{Cc}/u },
  { key: "quotes", words: "quotation marks", pattern: /["“”„«»]/u },
  { key: "lines", words: "several lines", pattern: /[\n\r]/u },
  { key: "html", words: "HTML", pattern: /<\/?[a-z][^<>]*>|&(?:[a-z]{2,8}|#\d{1,6});/iu },
];

/** Nearly every text: nothing in it needs a closer look. */
const plain = /^[\w .,:;@+\-/()]*$/;

/** What is odd about a text. */
export function oddCharacters(text: string): readonly { readonly key: string; readonly words: string }[] {
  return plain.test(text) ? [] : oddities.filter(({ pattern }) => pattern.test(text));
}
