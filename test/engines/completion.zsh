# Asks a zsh on a pseudo-terminal what it completes: FILE LINE…, one line of words per LINE.
zmodload zsh/zpty
zpty shell zsh -f -i
# compadd is what each completion ends in. A second key leaves the line, and says that all was told.
zpty -w shell "PS1=; autoload -U compinit; compinit -u -D; source $1
compadd() {
  [[ \"\$*\" == *-(O|A|D)* ]] && { builtin compadd \"\$@\"; return }
  local -a hits; builtin compadd -A hits \"\$@\"; print -r -- \"<hits>\${(j: :)hits}</hits>\"
  builtin compadd \"\$@\"
}
leave() { zle kill-whole-line; print '<done>' }
zle -N leave; bindkey '^I' complete-word; bindkey '^Y' leave; print '<rea''dy>'"
zpty -r -m shell said '*<ready>*'
for line in "${@:2}"; do
  zpty -w -n shell "$line"$'\t\x19'
  zpty -r -m shell said '*<done>*'
  print -r -- $(print -r -- $said | grep -ao '<hits>.*</hits>' | sed 's/<[^>]*>//g')
done
zpty -d shell
