# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_invtrack_global_optspecs
    string join \n db= config= json color= no-input q/quiet v/verbose h/help V/version
end

function __fish_invtrack_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_invtrack_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_invtrack_using_subcommand
    set -l cmd (__fish_invtrack_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c invtrack -n "__fish_invtrack_needs_command" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_needs_command" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_needs_command" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_needs_command" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_needs_command" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_needs_command" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_needs_command" -s V -l version -d 'Print version'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "add" -d 'Record a connection request that you sent'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "observe" -d 'Record what you see of a person, and hear the new verdict'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "withdraw" -d 'Record that you took a request back: `close --as withdrawn`'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "close" -d 'Record that a request ended: it expired, they told you no, or you took it back'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "edit" -d 'Correct a request or a person, or remove a mistaken look'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "tag" -d 'Add and remove tags; without options, list them'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "note" -d 'Fill in a note from a template of yours, and check it'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "predict" -d 'Tell the chance that a request is accepted, before it is sent'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "status" -d 'List requests with their verdicts'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "list" -d 'List requests with their verdicts'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "ls" -d 'List requests with their verdicts'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "show" -d 'Tell everything about one person: timeline, verdict, evidence with its sources, what would settle it'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "stats" -d 'Tell what your requests taught: how many are accepted, how fast, and which'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "report" -d 'Write what `stats`, `status` and `due` tell on one page, to read in a browser or to print'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "rules" -d 'Print the rules behind the verdicts, with weights and sources'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "import" -d 'Read LinkedIn\'s data exports, its mails, copied pages, or any table of requests into the record'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "export" -d 'Write out what is on record'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "check" -d 'Tell what is new since the last check, for cron'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "due" -d 'Tell whom to look at next, and why'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "review" -d 'Go through whom to look at: one person a screen, one key for what the page shows'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "open" -d 'Open somebody\'s profile in your browser'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "followup" -d 'Fill in the one polite message to somebody who has not answered, or a welcome to somebody who accepted'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "resend" -d 'Record a new request to somebody who was asked before, if it makes sense'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "rapport" -d 'Record contact that brought you closer (needed before asking again)'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "dismiss" -d 'Stop showing a piece of advice'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "account" -d 'Record what LinkedIn told you about your account: a warning, the weekly limit, a restriction'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "undo" -d 'Undo what the last command did, an import included'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "redo" -d 'Do again what was undone, as long as nothing new was written'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "log" -d 'List what was done, the last step first'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "backup" -d 'Copy the whole file, or list the copies'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "restore" -d 'Restore the record from a backup'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "doctor" -d 'Check the file, its permissions, the record and the settings'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "merge" -d 'Merge two entries of the same person'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "forget" -d 'Remove somebody for good'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "demo" -d 'Show what invtrack does, with an invented user\'s data; touches nothing of yours'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "config" -d 'Print the settings in force and where they come from, or change them'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "completions" -d 'Print the completion script for a shell, or install it'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "help" -d 'Explain a command or a topic: dates, signs, importing, privacy, exit-codes, environment'
complete -c invtrack -n "__fish_invtrack_needs_command" -f -a "man" -d 'Print a manual page'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l url -d 'The profile URL' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l note -d 'The note that went with the request' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l note-file -d 'Read the note from a file ("-": standard input)' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l template -d 'Which of your templates the note was made from' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l tag -d 'Your own label; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l met-at -d 'You met there, and both of you will remember it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l met-briefly -d 'You met there, but only briefly' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l mutual -d 'Number of connections that you share' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l sent -d 'When you sent it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l connections -d 'Their number of connections before you sent it: 312, 500+' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l generic -d 'The note was LinkedIn\'s default wording, or an impersonal one'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l senior -d 'They are senior or influential'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l stranger -d 'They don\'t know you at all'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l confirmed -d 'You saw that the request was really sent'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l paste -d 'Read name, profile, and shared connections off the profile page on standard input: select all there, copy, paste'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -s y -l yes -d 'Don\'t ask, even for somebody whom you removed with `forget`'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l dry-run -d 'Only tell its chance, as `predict` does; record nothing'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l button -d 'What the profile\'s main button says: Connect, Pending, Message, Follow … in your language' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l connections -d 'Their number of connections: 312, 1,247, 500+' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l in-connections -d 'Whether they are in My Network > Connections' -r -f -a "yes\t''
no\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l degree -d 'The badge beside the name' -r -f -a "1st\t''
2nd\t''
3rd\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l notified -d 'Whether LinkedIn notified you of the acceptance ("no": you looked, and there is none)' -r -f -a "yes\t''
no\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l sent-page -d 'What My Network > Manage > Sent says' -r -f -a "listed\t''
gone\t''
canceled\t''
accepted\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l at -d 'When you saw it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l memo -d 'Your own words about it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l viewed-me -d 'They viewed your profile'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l engaged -d 'They reacted to something you posted'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l replied -d 'They wrote to you without accepting'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l paste -d 'Read the profile page from standard input: select all there, copy, paste (text or saved HTML)'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -l at -d 'When you took it back [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l as -d 'How it ended' -r -f -a "withdrawn\t'You took it back'
expired\t'It lapsed unanswered (after about six months)'
declined\t'They told you no'"
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l at -d 'When [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l name -d 'The person\'s name' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l url -d 'The profile URL' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l email -d 'The e-mail address that the invitation went to' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l sent -d 'When you sent the request' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l note -d 'The note that went with it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l generic -d 'Whether the note was LinkedIn\'s default wording, or an impersonal one' -r -f -a "yes\t''
no\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l template -d 'Which of your templates the note was made from' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l met-at -d 'You met there, and both of you will remember it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l met-briefly -d 'You met there, but only briefly' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l mutual -d 'Number of connections that you share' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l senior -d 'Whether they are senior or influential' -r -f -a "yes\t''
no\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l stranger -d 'Whether they don\'t know you at all' -r -f -a "yes\t''
no\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l confirmed -d 'Whether you saw that the request was really sent' -r -f -a "yes\t''
no\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l clear -d 'Empty a field; may be given several times' -r -f -a "note\t'The note'
template\t'The template'
met-at\t'Where you met'
met-briefly\t'Where you met briefly'
mutual\t'The number of shared connections'
url\t'The profile URL'
email\t'The e-mail address'"
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l also-url -d 'A further profile of the same person; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l remove-look -d 'Remove a mistaken look; `invtrack show` tells its number' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l reopen -d 'Take back what was recorded about the request\'s end (withdraw, close)'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l remove -d 'Take the request out, as recorded by mistake; later imports don\'t bring it back'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l add -d 'A tag to add; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l remove -d 'A tag to remove; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l template -d 'The template to fill in, from [templates] in the settings' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l text -d 'A note of your own, to be checked; placeholders are filled in where something is given for them' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l file -d 'Read a note of your own from a file ("-": standard input)' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l set -d 'What to put for `{KEY}`; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l company -d 'Where they work: `{company}`' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l met-at -d 'You met there, and both of you will remember it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l met-briefly -d 'You met there, but only briefly' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l mutual -d 'Number of connections that you share' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l reason -d 'Why you ask: `{reason}`' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l url -d 'The profile URL' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l note -d 'The note that went with the request' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l note-file -d 'Read the note from a file ("-": standard input)' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l template -d 'Which of your templates the note was made from' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l tag -d 'Your own label; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l met-at -d 'You met there, and both of you will remember it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l met-briefly -d 'You met there, but only briefly' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l mutual -d 'Number of connections that you share' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l generic -d 'The note was LinkedIn\'s default wording, or an impersonal one'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l senior -d 'They are senior or influential'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l stranger -d 'They don\'t know you at all'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l confirmed -d 'You saw that the request was really sent'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l all -d 'Print the whole check list'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l class -d 'Only these verdicts' -r -f -a "accepted\t'Likely accepted'
pending\t'No answer yet, or not known'
ignored\t'Likely ignored'
withdrawn\t'You took it back'
expired\t'It lapsed'
declined\t'They told you no'
superseded\t'A later request took its place'"
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l tag -d 'Only requests with this tag; several: with all of them' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l since -d 'Only requests sent on this day or later' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l until -d 'Only requests sent on this day or earlier' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l limit -d 'At most so many, the first ones of the order' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l sort -l by -d 'The order' -r -f -a "sent\t'Newest request first'
look\t'Latest look first'
name\t'By name'
verdict\t'Accepted, pending, ignored, then what ended'
confidence\t'Surest verdict first'
id\t'By number'"
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l columns -d 'Which columns, in which order' -r -f -a "number\t''
who\t''
sent\t''
look\t''
verdict\t''
chance\t''
why\t''
tags\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l as-of -d 'Answer as of that day: from what was recorded by then' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l all -d 'Everything, also what ended, was ignored or was accepted long ago'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l open -d 'Only what is open: not over yet, more likely than not'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l not-looked -d 'Only what nobody answered and you never looked at'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l no-pager -d 'Print a long table at once, not through the pager (`$PAGER`, or less)'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l class -d 'Only these verdicts' -r -f -a "accepted\t'Likely accepted'
pending\t'No answer yet, or not known'
ignored\t'Likely ignored'
withdrawn\t'You took it back'
expired\t'It lapsed'
declined\t'They told you no'
superseded\t'A later request took its place'"
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l tag -d 'Only requests with this tag; several: with all of them' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l since -d 'Only requests sent on this day or later' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l until -d 'Only requests sent on this day or earlier' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l limit -d 'At most so many, the first ones of the order' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l sort -l by -d 'The order' -r -f -a "sent\t'Newest request first'
look\t'Latest look first'
name\t'By name'
verdict\t'Accepted, pending, ignored, then what ended'
confidence\t'Surest verdict first'
id\t'By number'"
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l columns -d 'Which columns, in which order' -r -f -a "number\t''
who\t''
sent\t''
look\t''
verdict\t''
chance\t''
why\t''
tags\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l as-of -d 'Answer as of that day: from what was recorded by then' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l all -d 'Everything, also what ended, was ignored or was accepted long ago'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l open -d 'Only what is open: not over yet, more likely than not'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l not-looked -d 'Only what nobody answered and you never looked at'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l no-pager -d 'Print a long table at once, not through the pager (`$PAGER`, or less)'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l class -d 'Only these verdicts' -r -f -a "accepted\t'Likely accepted'
pending\t'No answer yet, or not known'
ignored\t'Likely ignored'
withdrawn\t'You took it back'
expired\t'It lapsed'
declined\t'They told you no'
superseded\t'A later request took its place'"
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l tag -d 'Only requests with this tag; several: with all of them' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l since -d 'Only requests sent on this day or later' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l until -d 'Only requests sent on this day or earlier' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l limit -d 'At most so many, the first ones of the order' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l sort -l by -d 'The order' -r -f -a "sent\t'Newest request first'
look\t'Latest look first'
name\t'By name'
verdict\t'Accepted, pending, ignored, then what ended'
confidence\t'Surest verdict first'
id\t'By number'"
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l columns -d 'Which columns, in which order' -r -f -a "number\t''
who\t''
sent\t''
look\t''
verdict\t''
chance\t''
why\t''
tags\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l as-of -d 'Answer as of that day: from what was recorded by then' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l all -d 'Everything, also what ended, was ignored or was accepted long ago'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l open -d 'Only what is open: not over yet, more likely than not'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l not-looked -d 'Only what nobody answered and you never looked at'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l no-pager -d 'Print a long table at once, not through the pager (`$PAGER`, or less)'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l as-of -d 'Answer as of that day: from what was recorded by then' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l all -d 'All advice, also what was dismissed; by default at most two pieces'
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l by -d 'Tell requests apart by this: which do better, as far as that can be seen' -r -f -a "note\t''
template\t''
tag\t''
met-at\t''
mutual\t''
senior\t''
weekday\t''
attempt\t''
month\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l as-of -d 'Answer as of that day: from what was recorded by then' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l csv -d 'The table behind --by, for a spreadsheet'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l verdicts -d 'How right the verdicts were: of requests that are settled, what was said 7, 14, 21 and 30 days after sending'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l as-of -d 'Answer as of that day: from what was recorded by then' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l anonymous -d 'Put "Person 7", "Tag 1" and the like for whatever may tell who somebody is'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l force -d 'Overwrite the file, unless it is one of invtrack\'s own'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l as-of -d 'The day that the exports or pages show, if their names don\'t tell' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l as -d 'What the files are, if their content does not tell' -r -f -a "export\t'LinkedIn\'s data export, or a file of it'
mail\t'Mails'
page\t'A copied or saved page: Sent, or Connections'
table\t'Any table of requests'
own\t'An export of invtrack\'s own'"
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l map -d 'Which column of a table is which field, where its header doesn\'t tell' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l date-order -d 'In which order the numbers of dates such as 03/04/2026 are, where no row tells' -r -f -a "dmy\t'Day, month, year'
mdy\t'Month, day, year'"
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l encoding -d 'The encoding of texts that are not UTF-8, if it is guessed wrongly' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l assign -d 'Say whom something unsure is about: a request number, a name, "new" or "nobody"' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l dry-run -d 'Say what would be done, and do nothing'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l new -d 'Record as new requests what a copied Sent page shows and no one on record matches'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l messages -d 'Read messages.csv of the data export, too: for replies; nothing but who wrote and when is kept'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l complete -d 'The pages of the data portability API are all there are: who is missing in them is gone'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l review -d 'List what is unsure, because it may be about several people or about nobody on record; on a terminal, ask'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -s o -l output -d 'Write to this file, which only you can read [default: standard output]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l csv -d 'A table of requests with their verdicts, for a spreadsheet, instead of everything in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l ics -d 'A calendar of what is due, instead of everything in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l force -d 'Overwrite the file, unless it is one of invtrack\'s own'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l since -d 'What is new since then, instead of since the last check; writes nothing' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l only -d 'Only these parts' -r -f -a "changes\t'Verdicts that changed'
due\t'Who is due for a look'
advice\t'Next steps'"
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l all -d 'Also what was told before and is still due or sensible'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l dry-run -d 'Don\'t remember that this was told; writes nothing'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l exit-zero -d 'Exit with 0 also if there is something to report'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l budget -d 'How many people you want to look at [default: 2, or `limits.looks_a_day` of your settings]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l all -d 'Everybody worth a look'
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l budget -d 'How many people at most' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l open -d 'Open each profile in the browser'
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l reason -d 'Why you want to connect: what stands after "I\'m interested in connecting as"' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l set -d 'A value for a placeholder of your own text (`messages.follow_up` in the settings); may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l at -d 'When you sent it [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l sent -d 'Record that you sent it'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l force -d 'Also where it is refused'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l sent -d 'When you sent the new request [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l note -d 'The note that went with the request' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l note-file -d 'Read the note from a file ("-": standard input)' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l template -d 'Which of your templates the note was made from' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l tag -d 'Your own label; may be given several times' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l met-at -d 'You met there, and both of you will remember it' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l met-briefly -d 'You met there, but only briefly' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l mutual -d 'Number of connections that you share' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l dry-run -d 'Only show the checks; record nothing'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l force -d 'Record it although a check fails'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l generic -d 'The note was LinkedIn\'s default wording, or an impersonal one'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l senior -d 'They are senior or influential'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l stranger -d 'They don\'t know you at all'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l confirmed -d 'You saw that the request was really sent'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l how -d 'What happened' -r -f -a "commented\t''
reacted\t''
shared\t''
met\t''
talked\t''
introduced\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l at -d 'When [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l about -d 'What to stop showing; several with commas [default: what is advised now]' -r -f -a "answer\t''
welcome\t''
confirm\t''
look\t''
follow-up\t''
withdraw\t''
new-try\t''
rapport\t''
wait\t''
elsewhere\t''"
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l until -d 'Only until then: "2 weeks", tomorrow, 2026-12-24' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l recall -d 'Suggest it again [default: everything]'
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l at -d 'When [default: now]' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l remove -d 'It was a mistake: take back what is on record of that day [default: the latest of that kind]'
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -s n -l steps -d 'How many steps' -r -f
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -l all -d 'All that are kept'
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l force -d 'Overwrite the file, unless it is one of invtrack\'s own'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l list -d 'List the copies in that folder, newest first'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -s y -l yes -d 'Don\'t ask, though it is a copy of another record'
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -l fix -d 'Mend what is safe to mend'
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -s y -l yes -d 'Don\'t ask, though name and profile differ'
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -s y -l yes -d 'Don\'t ask'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l list -d 'List when people were forgotten; who they were is not kept'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l allow -d 'Let imports bring somebody back whom you forgot: their profile URL or full name'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -l path -d 'Print only the path of the settings file'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -a "set" -d 'Change one setting in the file, which is created if there is none'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and not __fish_seen_subcommand_from set edit" -a "edit" -d 'Open the settings file in your editor ($VISUAL or $EDITOR); what can\'t be used is not saved'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand config; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l install -d 'Put the script where the shell looks for it'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l remove -d 'Take it away from there'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l yes -d 'Don\'t ask'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -l db -d 'The database file [default: invtrack/invtrack.db in the data directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -l config -d 'The settings file [default: invtrack/config.toml in the configuration directory of your system]' -r -F
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM=dumb`'
always\t'Always'
never\t'Never'"
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -l json -d 'Answer in JSON'
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -l no-input -d 'Never ask anything: fail and name the missing option'
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -s q -l quiet -d 'Print only results and warnings'
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -s v -l verbose -d 'Say more: the rules behind what `show`, `note` and `rules` say, in full'
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c invtrack -n "__fish_invtrack_using_subcommand add" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand observe" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand withdraw" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand close" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand edit" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand tag" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand note" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand predict" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand status" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand show" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand stats" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand rules" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand export" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand check" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand due" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand review" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand open" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand followup" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand resend" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand rapport" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand dismiss" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand account" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand undo" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand redo" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand log" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand doctor" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand merge" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand forget" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand demo" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand config" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand completions" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand man" -f
complete -c invtrack -n "__fish_invtrack_using_subcommand help" -f -a "add observe withdraw close edit tag note predict status show stats report rules import export check due review open followup resend rapport dismiss account undo redo log backup restore doctor merge forget demo config completions man help dates signs importing privacy exit-codes environment"
