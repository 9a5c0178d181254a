# Completion of invtrack for bash. It asks invtrack itself, which reads and never writes.
_invtrack() {
    local words=() told=() word line glued= last start= apart=
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
    while IFS=$'\t' read -r word line; do
        if [[ $word == / ]]; then
            compopt -o default 2>/dev/null
        else
            [[ $word == "${words[${#words[@]} - 1]}"* ]] || apart=1
            word=${word#"$start"}
            COMPREPLY+=("$word")
            line="$word${line:+  -- $line}"
            told+=("${line:0:${COLUMNS:-80} - 1}")
        fi
    done < <(command invtrack __complete "${words[@]}" 2>/dev/null)
    # Of several, what they are is listed, too, but where they are put into the line one by one (37 and 42). The
    # blank keeps what was typed where it is not how they all begin.
    if [[ ${#told[@]} -gt 1 && $COMP_TYPE != 37 && $COMP_TYPE != 42 ]]; then
        COMPREPLY=("${told[@]}" ${apart:+" "})
    fi
}
complete -o nosort -F _invtrack invtrack 2>/dev/null || complete -F _invtrack invtrack
