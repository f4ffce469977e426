/** What to look at before a post goes: one sentence for each kind, saying what and what to do. */
export const checks = {
  title: "Before it goes",
  problem: "Problem",
  advice: "Advice",
  fix: "Fix",
  fixHow: "Fix: {how}",
  show: "Show",
  more: { one: "{n} more", other: "{n} more" },
  left: { one: "Fixed. {n} remark left.", other: "Fixed. {n} remarks left." },
  clear: "Nothing left to look at.",
  changed: "The text changed meanwhile. This is about the text as it is now.",
  remarks: { one: "{n} remark before publishing", other: "{n} remarks before publishing" },

  image_without_alt:
    "The image “{address}” has no description. Say what it shows, between the brackets or as its alt text, for those who cannot see it.",
  local_image:
    "The image “{address}” is only on this computer. It is put on the blog when you publish.",
  empty_link: "The link to “{address}” has no words to click on. Write some between its brackets.",
  link_without_address:
    "The link “{text}” leads nowhere. Give it an address, or leave plain words.",
  vague_link: "“{text}” does not say where the link leads. Use words that make sense on their own.",
  script_link:
    "An address that begins with “{scheme}:” will be taken out. Use one of the web (https://…).",
  heading_jump: "“{text}” drops from level {above} to level {level}. Make it level {next}.",
  heading_first:
    "“{text}” is of level {level}, and no heading of level 2 comes before it. Make it level 2.",
  heading_like_title:
    "“{text}” is as large as the title, and a post has only one title. Make it level 2.",
  unclosed_html:
    "<{name}> is opened and never closed. Add </{name}>, or write &lt; if it is not a tag.",
  unopened_html: "</{name}> closes nothing. Take it out, or open <{name}> before it.",
  element_taken_out:
    "<{name}> will be taken out. Write it another way, or write &lt; if it is not a tag.",
  attribute_taken_out:
    "The attribute “{name}” will be taken out. See in the preview that the post does without it.",
  embed_taken_out:
    "“{address}” will be a link, not embedded. Add its host to the embedded pages in the preferences, if you trust it.",
  table_without_header:
    "A table has no header. Name its columns in the first row, for those who have it read to them.",
  mixed_content:
    "“{address}” comes over http, and browsers will not show it on a secure blog. Use https.",
  note_missing:
    "The footnote [^{label}] is called but not written. Add “[^{label}]: …” on a line of its own.",
  note_twice: "There are two footnotes [^{label}]. Give this one another name.",
  note_unused:
    "Nothing calls the footnote [^{label}]. Put [^{label}] where it belongs, or take it out.",
  title_empty: "The post has no title. Give it one: it is what readers see first.",
  title_long:
    "The title has {characters} characters, and search engines cut it at about 70. A shorter one is read whole.",
};
