/** What a stranger may put wherever a text is taken, by what it would do where it is shown. */
export const HOSTILE: Readonly<Record<string, string>> = {
  "clears the screen": "\u001b[2J\u001b[H",
  "sets the title of the window": "\u001b]0;PWNED\u0007",
  "sets the title, ended otherwise": "\u001b]0;PWNED\u001b\\",
  "writes the clipboard": "\u001b]52;c;cm0gLXJm\u0007",
  "links elsewhere": "\u001b]8;;http://evil.example\u001b\\x\u001b]8;;\u001b\\",
  "hides what follows": "\u001b[8mhidden",
  "hides among colours": "\u001b[31;8mhidden",
  "a device control string": "\u001bP$q\u001b\\",
  "an application's message": "\u001b_G\u001b\\",
  "a C1 control sequence": "\u009b2J",
  "a C1 operating system command": "\u009d0;PWNED\u009c",
  "resets the terminal": "\u001bc",
  "goes back to the line's begin": "error\rfine ",
  "goes back by letters": "bad\b\b\bok",
  "rings and feeds": "\u0007\u000b\u000c",
  "a zero": "a\u0000b",
  "a deletion": "a\u007fb",
  "next line": "a\u0085b",
  "a line separator": "a\u2028::error::b\u2029c",
  "turned by override": "\u202egnp.exe",
  "turned by embedding": "\u202a\u202ba\u202c",
  "turned by isolates": "\u2066a\u2067b\u2068c\u2069",
  "turned by marks": "a\u200eb\u200fc\u061cd",
  "letters never seen": "a\u{e0041}\u{e0042}b",
  "interlinear notes": "a\ufff9b\ufffac\ufffbd",
  "half of a character": "a\ud800b",
  "a command of a workflow": "x\n::error file=a.md,line=1::forged",
  "a command at once": "::stop-commands::x",
  "a command after blanks": "x\n \t::set-output name=a::b",
  "a command after odd blanks": "x\n\u00a0\u2003::add-mask::b",
  "a command of the first kind": "x ##[error]forged",
  "a command of another host": "x ##vso[task.setvariable variable=a]b",
  "a command after a return": "x\r::warning::forged",
  "lines of its own": "one\n\nerror[notebook/threw] 01.md:1:1\n  forged\nthree",
  "many signs": "%0A%0D::error::x",
};

/** What no terminal and no log may get: anything acted on, anything that turns or hides text, a command. */
export function effectOf(shown: string, { colors = false } = {}): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what is looked for
  const plain = colors ? shown.replace(/\u001b\[(?:0|1|2|31|32|33|36|1;31|1;33|1;36)m/g, "") : shown;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what is looked for
  const acts = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]|\r(?!\n)/u.exec(plain);
  if (acts) return `U+${acts[0].charCodeAt(0).toString(16)}`;
  if (/[\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/u.test(plain))
    return "a turn of direction, or letters that are not seen";
  return /^\s*::|##\[|##vso\[/im.exec(plain)?.[0];
}
