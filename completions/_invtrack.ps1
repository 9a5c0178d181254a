
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'invtrack' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'invtrack'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'invtrack' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Record a connection request that you sent')
            [CompletionResult]::new('observe', 'observe', [CompletionResultType]::ParameterValue, 'Record what you see of a person, and hear the new verdict')
            [CompletionResult]::new('withdraw', 'withdraw', [CompletionResultType]::ParameterValue, 'Record that you took a request back')
            [CompletionResult]::new('close', 'close', [CompletionResultType]::ParameterValue, 'Record that a request ended: it expired, or they told you no')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Correct a request or a person, or remove a mistaken look')
            [CompletionResult]::new('tag', 'tag', [CompletionResultType]::ParameterValue, 'Add and remove tags; without options, list them')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Fill in a note from a template of yours, and check it')
            [CompletionResult]::new('predict', 'predict', [CompletionResultType]::ParameterValue, 'Tell the chance that a request is accepted, before it is sent, and what would raise it')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List requests with their verdicts')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell everything about one person: timeline, verdict, evidence with its sources, what would settle it')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Print the rules behind the verdicts, with weights and sources')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Read what LinkedIn tells into the database: its data export, its mails, copied pages; or any table')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write out what is on record')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show what invtrack does, with an invented user''s data; touches nothing of yours')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Print the settings in force, and where they come from')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Explain a command or a topic: dates, exit-codes')
            break
        }
        'invtrack;add' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The profile URL')
            [CompletionResult]::new('--sent', '--sent', [CompletionResultType]::ParameterName, 'When you sent it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Their number of connections before you sent it: 312, 500+')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'The note that went with the request')
            [CompletionResult]::new('--note-file', '--note-file', [CompletionResultType]::ParameterName, 'Read the note from a file ("-": standard input)')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'Which of your templates the note was made from')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Your own label; may be given several times')
            [CompletionResult]::new('--met-at', '--met-at', [CompletionResultType]::ParameterName, 'You met there, and both of you will remember it')
            [CompletionResult]::new('--met-briefly', '--met-briefly', [CompletionResultType]::ParameterName, 'You met there, but only briefly')
            [CompletionResult]::new('--mutual', '--mutual', [CompletionResultType]::ParameterName, 'Number of connections that you share')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only tell its chance and what would raise it, as `predict` does; record nothing')
            [CompletionResult]::new('--generic', '--generic', [CompletionResultType]::ParameterName, 'The note was LinkedIn''s default wording, or an impersonal one')
            [CompletionResult]::new('--senior', '--senior', [CompletionResultType]::ParameterName, 'They are senior or influential')
            [CompletionResult]::new('--stranger', '--stranger', [CompletionResultType]::ParameterName, 'They don''t know you at all')
            [CompletionResult]::new('--confirmed', '--confirmed', [CompletionResultType]::ParameterName, 'You saw that the request was really sent')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;observe' {
            [CompletionResult]::new('--button', '--button', [CompletionResultType]::ParameterName, 'What the profile''s main button says: Connect, Pending, Message, Follow … in your language')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Their number of connections: 312, 1,247, 500+')
            [CompletionResult]::new('--in-connections', '--in-connections', [CompletionResultType]::ParameterName, 'Whether they are in My Network > Connections')
            [CompletionResult]::new('--degree', '--degree', [CompletionResultType]::ParameterName, 'The badge beside the name')
            [CompletionResult]::new('--notified', '--notified', [CompletionResultType]::ParameterName, 'Whether LinkedIn notified you of the acceptance ("no": you looked, and there is none)')
            [CompletionResult]::new('--sent-page', '--sent-page', [CompletionResultType]::ParameterName, 'What My Network > Manage > Sent says')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'When you saw it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]')
            [CompletionResult]::new('--memo', '--memo', [CompletionResultType]::ParameterName, 'Your own words about it')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--viewed-me', '--viewed-me', [CompletionResultType]::ParameterName, 'They viewed your profile')
            [CompletionResult]::new('--engaged', '--engaged', [CompletionResultType]::ParameterName, 'They reacted to something you posted')
            [CompletionResult]::new('--replied', '--replied', [CompletionResultType]::ParameterName, 'They wrote to you without accepting')
            [CompletionResult]::new('--paste', '--paste', [CompletionResultType]::ParameterName, 'Read the profile page from standard input: select all there, copy, paste (text or saved HTML)')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;withdraw' {
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'When you took it back [default: now]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;close' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'How it ended')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'When [default: now]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;edit' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The person''s name')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The profile URL')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The e-mail address that the invitation went to')
            [CompletionResult]::new('--sent', '--sent', [CompletionResultType]::ParameterName, 'When you sent the request')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'The note that went with it')
            [CompletionResult]::new('--generic', '--generic', [CompletionResultType]::ParameterName, 'Whether the note was LinkedIn''s default wording, or an impersonal one')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'Which of your templates the note was made from')
            [CompletionResult]::new('--met-at', '--met-at', [CompletionResultType]::ParameterName, 'You met there, and both of you will remember it')
            [CompletionResult]::new('--met-briefly', '--met-briefly', [CompletionResultType]::ParameterName, 'You met there, but only briefly')
            [CompletionResult]::new('--mutual', '--mutual', [CompletionResultType]::ParameterName, 'Number of connections that you share')
            [CompletionResult]::new('--senior', '--senior', [CompletionResultType]::ParameterName, 'Whether they are senior or influential')
            [CompletionResult]::new('--stranger', '--stranger', [CompletionResultType]::ParameterName, 'Whether they don''t know you at all')
            [CompletionResult]::new('--confirmed', '--confirmed', [CompletionResultType]::ParameterName, 'Whether you saw that the request was really sent')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'Forget a fact; may be given several times')
            [CompletionResult]::new('--remove-look', '--remove-look', [CompletionResultType]::ParameterName, 'Remove a mistaken look; `invtrack show` tells its number')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--reopen', '--reopen', [CompletionResultType]::ParameterName, 'Take back what was recorded about the request''s end (withdraw, close)')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;tag' {
            [CompletionResult]::new('--add', '--add', [CompletionResultType]::ParameterName, 'A tag to add; may be given several times')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'A tag to remove; may be given several times')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;note' {
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'The template to fill in, from [templates] in the settings')
            [CompletionResult]::new('--text', '--text', [CompletionResultType]::ParameterName, 'A note of your own, to be checked')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Read a note of your own from a file ("-": standard input)')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'What to put for `{KEY}`; may be given several times')
            [CompletionResult]::new('--company', '--company', [CompletionResultType]::ParameterName, 'Where they work: `{company}`')
            [CompletionResult]::new('--met-at', '--met-at', [CompletionResultType]::ParameterName, 'You met there, and both of you will remember it: `{met_at}`')
            [CompletionResult]::new('--met-briefly', '--met-briefly', [CompletionResultType]::ParameterName, 'You met there, but only briefly: `{met_at}`, too')
            [CompletionResult]::new('--mutual', '--mutual', [CompletionResultType]::ParameterName, 'Number of connections that you share: `{mutual}`')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why you ask: `{reason}`')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;predict' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The profile URL')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'The note that went with the request')
            [CompletionResult]::new('--note-file', '--note-file', [CompletionResultType]::ParameterName, 'Read the note from a file ("-": standard input)')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'Which of your templates the note was made from')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Your own label; may be given several times')
            [CompletionResult]::new('--met-at', '--met-at', [CompletionResultType]::ParameterName, 'You met there, and both of you will remember it')
            [CompletionResult]::new('--met-briefly', '--met-briefly', [CompletionResultType]::ParameterName, 'You met there, but only briefly')
            [CompletionResult]::new('--mutual', '--mutual', [CompletionResultType]::ParameterName, 'Number of connections that you share')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print the whole check list')
            [CompletionResult]::new('--generic', '--generic', [CompletionResultType]::ParameterName, 'The note was LinkedIn''s default wording, or an impersonal one')
            [CompletionResult]::new('--senior', '--senior', [CompletionResultType]::ParameterName, 'They are senior or influential')
            [CompletionResult]::new('--stranger', '--stranger', [CompletionResultType]::ParameterName, 'They don''t know you at all')
            [CompletionResult]::new('--confirmed', '--confirmed', [CompletionResultType]::ParameterName, 'You saw that the request was really sent')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;status' {
            [CompletionResult]::new('--class', '--class', [CompletionResultType]::ParameterName, 'Only these verdicts')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only requests with this tag; several: with all of them')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only requests sent on this day or later')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'The order')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'Answer as of that day: from what was recorded by then')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Everything, also what ended or was accepted long ago')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;show' {
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'Answer as of that day: from what was recorded by then')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;rules' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;import' {
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The day that the exports or pages show, if their names don''t tell')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'What the files are, if their content does not tell')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'Which column of a table is what, where its header doesn''t tell')
            [CompletionResult]::new('--date-order', '--date-order', [CompletionResultType]::ParameterName, 'In which order the numbers of dates such as 03/04/2026 are, in a table where no row tells')
            [CompletionResult]::new('--assign', '--assign', [CompletionResultType]::ParameterName, 'Say whom something is about that was kept: a request number, a name, "new" or "nobody"')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--new', '--new', [CompletionResultType]::ParameterName, 'Record as new requests what a copied Sent page shows and nobody on record fits')
            [CompletionResult]::new('--messages', '--messages', [CompletionResultType]::ParameterName, 'Read messages.csv of the data export, too: for replies; nothing but who wrote and when is kept')
            [CompletionResult]::new('--review', '--review', [CompletionResultType]::ParameterName, 'List what was kept because it may be about several people, or about nobody on record; on a terminal, ask')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;export' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to this file, which only you can read [default: standard output]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to this file, which only you can read [default: standard output]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--csv', '--csv', [CompletionResultType]::ParameterName, 'A table of requests with their verdicts, for a spreadsheet, instead of everything in JSON')
            [CompletionResult]::new('--ics', '--ics', [CompletionResultType]::ParameterName, 'A calendar of what is due, instead of everything in JSON')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite the file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;demo' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;config' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Print only the path of the settings file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;completions' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;man' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'invtrack;help' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [default: invtrack/invtrack.db in the data directory of your system]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The settings file [default: invtrack/config.toml in the configuration directory of your system]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything: fail and name the missing option')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but what was asked for, and warnings')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
