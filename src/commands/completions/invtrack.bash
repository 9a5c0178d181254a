# Completion of invtrack for bash. It asks invtrack itself, which reads and never writes.
_invtrack() {
    local words=() word line glued= last start=
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$2"; do
        word=${word//[\"\'\\]/}
        last=$((${#words[@]} - 1))
        # bash takes --option=value and URLs apart.
        if [[ $last -ge 0 && ( $glued || $word == [=:] ) ]]; then
            start=${words[last]}
            words[last]+=$word
            if [[ $word == [=:] ]]; then glued=1 start=${words[last]}; else glued=; fi
        else
            words+=("$word")
            glued= start=
        fi
    done
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == / ]]; then
            compopt -o default 2>/dev/null
        else
            line=${line%%$'\t'*}
            COMPREPLY+=("${line#"$start"}")
        fi
    done < <(command invtrack __complete "${words[@]}" 2>/dev/null)
}
complete -o nosort -F _invtrack invtrack 2>/dev/null || complete -F _invtrack invtrack
