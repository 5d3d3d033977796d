/** API keys of the invented account, 40 characters each as the vendor's are. They open nothing but this sandbox. */
export interface BizstimKeys {
  /** Works. */
  good: string;
  /** Works too, with an hourly budget of its own. */
  second: string;
  /** Belongs to an account whose plan has no API. */
  noApi: string;
  /** Was replaced by a newer key. */
  dead: string;
}

const fortyCharacters = (name: string): string => name.padEnd(40, "0");

export const defaultKeys: BizstimKeys = {
  good: fortyCharacters("brightpath-sandbox-key-"),
  second: fortyCharacters("brightpath-sandbox-second-key-"),
  noApi: fortyCharacters("brightpath-sandbox-key-without-api-"),
  dead: fortyCharacters("brightpath-sandbox-dead-key-"),
};
