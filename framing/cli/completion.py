"""`framing completion bash|zsh|fish`: what a shell needs to complete commands and options, read off the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.cli.commands import OK

__all__ = ["SHELLS", "Word", "run_completion", "script", "words_of"]

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True)
class Word:
    """What may be typed at a place: a command, an option or a choice, and what it means."""

    text: str
    told: str


def run_completion(options: argparse.Namespace) -> int:
    """Print the script for a shell."""
    from framing.cli.parser import build_parser

    print(script(build_parser(), options.shell), end="")
    return OK


def words_of(parser: argparse.ArgumentParser, path: Sequence[str] = ()) -> Mapping[tuple[str, ...], list[Word]]:
    """Return the words that may follow each sequence of commands."""
    here: list[Word] = []
    found: dict[tuple[str, ...], list[Word]] = {tuple(path): here}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {each.dest: each.help or "" for each in action._choices_actions}
            here += [Word(name, told.get(name, "")) for name in action.choices]
            for name, child in action.choices.items():
                found |= words_of(child, [*path, name])
        elif action.option_strings:
            here += [Word(option, action.help or "") for option in action.option_strings]
        else:
            here += [Word(str(choice), "") for choice in action.choices or ()]
    return found


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script for a shell.

    Examples
    --------
    >>> parser = argparse.ArgumentParser(prog="framing", add_help=False)
    >>> _ = parser.add_argument("--version", action="version", help="print the version")
    >>> print(script(parser, "fish").splitlines()[1])
    complete -c framing -n 'test (_framing_path) = ""' -l version -d 'print the version'
    """
    words = words_of(parser)
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](words)


def _cases(words: Mapping[tuple[str, ...], list[Word]]) -> Iterator[tuple[str, list[Word]]]:
    for path, known in words.items():
        yield " ".join(path), known


def _commands(words: Mapping[tuple[str, ...], list[Word]]) -> str:
    return "|".join(sorted({name for path in words for name in path}))


def _bash(words: Mapping[tuple[str, ...], list[Word]]) -> str:
    cases = "\n".join(f'    "{path}") known="{" ".join(each.text for each in known)}" ;;' for path, known in _cases(words))
    return f"""# eval "$(framing completion bash)"
_framing() {{
  local path="" known="" word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$word" in {_commands(words)}) path="${{path:+$path }}$word" ;; esac
  done
  case "$path" in
{cases}
  esac
  COMPREPLY=($(compgen -W "$known" -- "${{COMP_WORDS[COMP_CWORD]}}") $(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o filenames -F _framing framing
"""


def _zsh(words: Mapping[tuple[str, ...], list[Word]]) -> str:
    cases = "\n".join(f'    "{path}") known=({" ".join(_pair(each) for each in known)}) ;;' for path, known in _cases(words))
    return f"""#compdef framing
# eval "$(framing completion zsh)"
_framing() {{
  local place="" word
  local -a known
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    case "$word" in ({_commands(words)}) place="${{place:+$place }}$word" ;; esac
  done
  case "$place" in
{cases}
  esac
  _describe -o framing known
  _files
}}
compdef _framing framing
"""


def _pair(word: Word) -> str:
    return _quoted(word.text.replace(":", "\\:") + (f":{_brief(word)}" if word.told else ""))


def _fish(words: Mapping[tuple[str, ...], list[Word]]) -> str:
    lines = ["# framing completion fish | source"]
    for path, known in _cases(words):
        for word in known:
            told = f" -d {_quoted(_brief(word))}" if word.told else ""
            lines.append(f"complete -c framing -n 'test (_framing_path) = \"{path}\"' {_option(word.text)}{told}")
    names = " ".join(_commands(words).split("|"))
    return (
        "\n".join(lines)
        + f"""
function _framing_path
    set -l place
    for word in (commandline -opc)[2..]
        contains -- $word {names}; and set -a place $word
    end
    echo "$place"
end
"""
    )


def _option(text: str) -> str:
    if text.startswith("--"):
        return f"-l {text[2:]}"
    return f"-s {text[1:]}" if text.startswith("-") else f"-a {text}"


def _brief(word: Word) -> str:
    return word.told.split(" (")[0]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"
