# Completion of invtrack for fish. It asks invtrack itself, which reads and never writes.
function __invtrack_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor)
    set -l lines (command invtrack __complete $words[2..-1] 2>/dev/null)
    if test "$lines[1]" = /
        complete --do-complete "'' "(commandline --current-token --cut-at-cursor)
    else if set -q lines[1]
        printf '%s\n' $lines
    end
end
complete --command invtrack --no-files --keep-order --arguments '(__invtrack_complete)'
