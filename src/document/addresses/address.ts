/** Whether an address leads somewhere from a page that stands alone: by http, https or mail. `https:x` names no host and is none. */
export const isAddress = (href: string): boolean => /^(?:https?:\/\/[^\s/?#]|mailto:[^\s?])/i.test(href);
