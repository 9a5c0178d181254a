# Completion of invtrack for fish. It asks invtrack itself, which reads and never writes.
function __invtrack_complete
    set -l typed (commandline --current-token --cut-at-cursor)
    set -l words (commandline --current-process --tokenize --cut-at-cursor) "$typed"
    set -l lines (command invtrack __complete $words[2..-1] 2>/dev/null)
    if test "$lines[1]" = /
        complete --do-complete "'' $typed"
    else if string match --quiet -- "$typed*" $lines
        printf '%s\n' $lines
    else if set -q lines[1]
        # Only what contains what was typed is shown.
        printf '%s\n' $lines"  ($typed)"
    end
end
complete --command invtrack --no-files --keep-order --arguments '(__invtrack_complete)'
