module completions {

  def "nu-complete invtrack color" [] {
    [ "auto" "always" "never" ]
  }

  # Tells which LinkedIn connection requests were likely accepted, are pending, or were likely ignored
  export extern invtrack [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete invtrack add color" [] {
    [ "auto" "always" "never" ]
  }

  # Record a connection request that you sent
  export extern "invtrack add" [
    --url: string             # The profile URL
    --note: string            # The note that went with the request
    --note-file: path         # Read the note from a file ("-": standard input)
    --generic                 # The note was LinkedIn's default wording, or an impersonal one
    --template: string        # Which of your templates the note was made from
    --tag: string             # Your own label; may be given several times
    --met-at: string          # You met there, and both of you will remember it
    --met-briefly: string     # You met there, but only briefly
    --mutual: string          # Number of connections that you share
    --senior                  # They are senior or influential
    --stranger                # They don't know you at all
    --confirmed               # You saw that the request was really sent
    --paste                   # Read name, profile, and shared connections off the profile page on standard input: select all there, copy, paste
    --yes(-y)                 # Don't ask, even for somebody whom you removed with `forget`
    --sent: string            # When you sent it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]
    --connections: string     # Their number of connections before you sent it: 312, 500+
    --dry-run                 # Only tell its chance, as `predict` does; record nothing
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack add color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...name: string           # The person's name, as on the profile
  ]

  def "nu-complete invtrack observe in_connections" [] {
    [ "yes" "no" ]
  }

  def "nu-complete invtrack observe degree" [] {
    [ "1st" "2nd" "3rd" ]
  }

  def "nu-complete invtrack observe notified" [] {
    [ "yes" "no" ]
  }

  def "nu-complete invtrack observe sent_page" [] {
    [ "listed" "gone" "canceled" "accepted" ]
  }

  def "nu-complete invtrack observe color" [] {
    [ "auto" "always" "never" ]
  }

  # Record what you see of a person, and hear the new verdict
  export extern "invtrack observe" [
    --button: string          # What the profile's main button says: Connect, Pending, Message, Follow … in your language
    --connections: string     # Their number of connections: 312, 1,247, 500+
    --in-connections: string@"nu-complete invtrack observe in_connections" # Whether they are in My Network > Connections
    --degree: string@"nu-complete invtrack observe degree" # The badge beside the name
    --notified: string@"nu-complete invtrack observe notified" # Whether LinkedIn notified you of the acceptance ("no": you looked, and there is none)
    --sent-page: string@"nu-complete invtrack observe sent_page" # What My Network > Manage > Sent says
    --viewed-me               # They viewed your profile
    --engaged                 # They reacted to something you posted
    --replied                 # They wrote to you without accepting
    --paste                   # Read the profile page from standard input: select all there, copy, paste (text or saved HTML)
    --at: string              # When you saw it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]
    --memo: string            # Your own words about it
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack observe color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack withdraw color" [] {
    [ "auto" "always" "never" ]
  }

  # Record that you took a request back: `close --as withdrawn`
  export extern "invtrack withdraw" [
    --at: string              # When you took it back [default: now]
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack withdraw color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack close how" [] {
    [ "withdrawn" "expired" "declined" ]
  }

  def "nu-complete invtrack close color" [] {
    [ "auto" "always" "never" ]
  }

  # Record that a request ended: it expired, they told you no, or you took it back
  export extern "invtrack close" [
    --as: string@"nu-complete invtrack close how" # How it ended
    --at: string              # When [default: now]
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack close color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack edit generic" [] {
    [ "yes" "no" ]
  }

  def "nu-complete invtrack edit senior" [] {
    [ "yes" "no" ]
  }

  def "nu-complete invtrack edit stranger" [] {
    [ "yes" "no" ]
  }

  def "nu-complete invtrack edit confirmed" [] {
    [ "yes" "no" ]
  }

  def "nu-complete invtrack edit clear" [] {
    [ "note" "template" "met-at" "met-briefly" "mutual" "url" "email" ]
  }

  def "nu-complete invtrack edit color" [] {
    [ "auto" "always" "never" ]
  }

  # Correct a request or a person, or remove a mistaken look
  export extern "invtrack edit" [
    --name: string            # The person's name
    --url: string             # The profile URL
    --email: string           # The e-mail address that the invitation went to
    --sent: string            # When you sent the request
    --note: string            # The note that went with it
    --generic: string@"nu-complete invtrack edit generic" # Whether the note was LinkedIn's default wording, or an impersonal one
    --template: string        # Which of your templates the note was made from
    --met-at: string          # You met there, and both of you will remember it
    --met-briefly: string     # You met there, but only briefly
    --mutual: string          # Number of connections that you share
    --senior: string@"nu-complete invtrack edit senior" # Whether they are senior or influential
    --stranger: string@"nu-complete invtrack edit stranger" # Whether they don't know you at all
    --confirmed: string@"nu-complete invtrack edit confirmed" # Whether you saw that the request was really sent
    --clear: string@"nu-complete invtrack edit clear" # Empty a field; may be given several times
    --reopen                  # Take back what was recorded about the request's end (withdraw, close)
    --remove                  # Take the request out, as recorded by mistake; later imports don't bring it back
    --also-url: string        # A further profile of the same person; may be given several times
    --remove-look: string     # Remove a mistaken look; `invtrack show` tells its number
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack edit color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request number, profile URL, slug, or any unique part of the name
  ]

  def "nu-complete invtrack tag color" [] {
    [ "auto" "always" "never" ]
  }

  # Add and remove tags; without options, list them
  export extern "invtrack tag" [
    --add: string             # A tag to add; may be given several times
    --remove: string          # A tag to remove; may be given several times
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack tag color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs, or any unique part of one name; left out: list all tags in use
  ]

  def "nu-complete invtrack note color" [] {
    [ "auto" "always" "never" ]
  }

  # Fill in a note from a template of yours, and check it
  export extern "invtrack note" [
    --template: string        # The template to fill in, from [templates] in the settings
    --text: string            # A note of your own, to be checked; placeholders are filled in where something is given for them
    --file: path              # Read a note of your own from a file ("-": standard input)
    --set: string             # What to put for `{KEY}`; may be given several times
    --company: string         # Where they work: `{company}`
    --met-at: string          # You met there, and both of you will remember it
    --met-briefly: string     # You met there, but only briefly
    --mutual: string          # Number of connections that you share
    --reason: string          # Why you ask: `{reason}`
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack note color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Whom it goes to: anybody on record, or the name of somebody new
  ]

  def "nu-complete invtrack predict color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell the chance that a request is accepted, before it is sent
  export extern "invtrack predict" [
    --url: string             # The profile URL
    --note: string            # The note that went with the request
    --note-file: path         # Read the note from a file ("-": standard input)
    --generic                 # The note was LinkedIn's default wording, or an impersonal one
    --template: string        # Which of your templates the note was made from
    --tag: string             # Your own label; may be given several times
    --met-at: string          # You met there, and both of you will remember it
    --met-briefly: string     # You met there, but only briefly
    --mutual: string          # Number of connections that you share
    --senior                  # They are senior or influential
    --stranger                # They don't know you at all
    --confirmed               # You saw that the request was really sent
    --all                     # Print the whole check list
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack predict color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...name: string           # The person's name, as on the profile
  ]

  def "nu-complete invtrack status class" [] {
    [ "accepted" "pending" "ignored" "withdrawn" "expired" "declined" "superseded" ]
  }

  def "nu-complete invtrack status sort" [] {
    [ "sent" "look" "name" "verdict" "confidence" "id" ]
  }

  def "nu-complete invtrack status columns" [] {
    [ "number" "who" "sent" "look" "verdict" "chance" "why" "tags" ]
  }

  def "nu-complete invtrack status color" [] {
    [ "auto" "always" "never" ]
  }

  # List requests with their verdicts
  export extern "invtrack status" [
    --all                     # Everything, also what ended, was ignored or was accepted long ago
    --class: string@"nu-complete invtrack status class" # Only these verdicts
    --open                    # Only what is open: not over yet, more likely than not
    --not-looked              # Only what nobody answered and you never looked at
    --tag: string             # Only requests with this tag; several: with all of them
    --since: string           # Only requests sent on this day or later
    --until: string           # Only requests sent on this day or earlier
    --limit: string           # At most so many, the first ones of the order
    --sort: string@"nu-complete invtrack status sort" # The order
    --by: string@"nu-complete invtrack status sort" # The order
    --columns: string@"nu-complete invtrack status columns" # Which columns, in which order
    --as-of: string           # Answer as of that day: from what was recorded by then
    --no-pager                # Print a long table at once, not through the pager (`$PAGER`, or less)
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack status color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Only these: request numbers, profile URLs, slugs, parts of names; words of notes, templates, events and tags
  ]

  def "nu-complete invtrack show color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell everything about one person: timeline, verdict, evidence with its sources, what would settle it
  export extern "invtrack show" [
    --all                     # All advice, also what was dismissed; by default at most two pieces
    --as-of: string           # Answer as of that day: from what was recorded by then
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack show color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack stats by" [] {
    [ "note" "template" "tag" "met-at" "mutual" "senior" "weekday" "attempt" "month" ]
  }

  def "nu-complete invtrack stats color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell what your requests taught: how many are accepted, how fast, and which
  export extern "invtrack stats" [
    --by: string@"nu-complete invtrack stats by" # Tell requests apart by this: which do better, as far as that can be seen
    --csv                     # The table behind --by, for a spreadsheet
    --verdicts                # How right the verdicts were: of requests that are settled, what was said 7, 14, 21 and 30 days after sending
    --as-of: string           # Answer as of that day: from what was recorded by then
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack stats color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack report color" [] {
    [ "auto" "always" "never" ]
  }

  # Write what `stats`, `status` and `due` tell on one page, to read in a browser or to print
  export extern "invtrack report" [
    --anonymous               # Put "Person 7", "Tag 1" and the like for whatever may tell who somebody is
    --force                   # Overwrite the file, unless it is one of invtrack's own
    --as-of: string           # Answer as of that day: from what was recorded by then
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack report color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    file: path                # Write to this file, which only you can read; - for standard output
  ]

  def "nu-complete invtrack rules color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the rules behind the verdicts, with weights and sources
  export extern "invtrack rules" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack rules color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...rule: string           # Only these: K05, N01 … or a part of the text
  ]

  def "nu-complete invtrack import kind" [] {
    [ "export" "mail" "page" "table" "own" ]
  }

  def "nu-complete invtrack import date_order" [] {
    [ "dmy" "mdy" ]
  }

  def "nu-complete invtrack import color" [] {
    [ "auto" "always" "never" ]
  }

  # Read LinkedIn's data exports, its mails, copied pages, or any table of requests into the record
  export extern "invtrack import" [
    --dry-run                 # Say what would be done, and do nothing
    --as-of: string           # The day that the exports or pages show, if their names don't tell
    --as: string@"nu-complete invtrack import kind" # What the files are, if their content does not tell
    --new                     # Record as new requests what a copied Sent page shows and no one on record matches
    --messages                # Read messages.csv of the data export, too: for replies; nothing but who wrote and when is kept
    --map: string             # Which column of a table is which field, where its header doesn't tell
    --date-order: string@"nu-complete invtrack import date_order" # In which order the numbers of dates such as 03/04/2026 are, where no row tells
    --encoding: string        # The encoding of texts that are not UTF-8, if it is guessed wrongly
    --complete                # The pages of the data portability API are all there are: who is missing in them is gone
    --review                  # List what is unsure, because it may be about several people or about nobody on record; on a terminal, ask
    --assign: string          # Say whom something unsure is about: a request number, a name, "new" or "nobody"
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack import color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # A data export (zip, folder, CSV), pages of the portability API (JSON), mails (.eml, mbox, Maildir, folder, zip), a copied or saved page, a table, an export of invtrack's own; "-": standard input
  ]

  def "nu-complete invtrack export color" [] {
    [ "auto" "always" "never" ]
  }

  # Write out what is on record
  export extern "invtrack export" [
    --csv                     # A table of requests with their verdicts, for a spreadsheet, instead of everything in JSON
    --ics                     # A calendar of what is due, instead of everything in JSON
    --output(-o): path        # Write to this file, which only you can read [default: standard output]
    --force                   # Overwrite the file, unless it is one of invtrack's own
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack export color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack check only" [] {
    [ "changes" "due" "advice" ]
  }

  def "nu-complete invtrack check color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell what is new since the last check, for cron
  export extern "invtrack check" [
    --since: string           # What is new since then, instead of since the last check; writes nothing
    --only: string@"nu-complete invtrack check only" # Only these parts
    --all                     # Also what was told before and is still due or sensible
    --dry-run                 # Don't remember that this was told; writes nothing
    --exit-zero               # Exit with 0 also if there is something to report
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack check color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack due color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell whom to look at next, and why
  export extern "invtrack due" [
    --budget: string          # How many people you want to look at [default: 2, or `limits.looks_a_day` of your settings]
    --all                     # Everybody worth a look
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack due color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack review color" [] {
    [ "auto" "always" "never" ]
  }

  # Go through whom to look at: one person a screen, one key for what the page shows
  export extern "invtrack review" [
    --budget: string          # How many people at most
    --open                    # Open each profile in the browser
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack review color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack open color" [] {
    [ "auto" "always" "never" ]
  }

  # Open somebody's profile in your browser
  export extern "invtrack open" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack open color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack followup color" [] {
    [ "auto" "always" "never" ]
  }

  # Fill in the one polite message to somebody who has not answered, or a welcome to somebody who accepted
  export extern "invtrack followup" [
    --reason: string          # Why you want to connect: what stands after "I'm interested in connecting as"
    --set: string             # A value for a placeholder of your own text (`messages.follow_up` in the settings); may be given several times
    --sent                    # Record that you sent it
    --at: string              # When you sent it [default: now]
    --force                   # Also where it is refused
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack followup color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request number, profile URL, slug, or any unique part of the name
  ]

  def "nu-complete invtrack resend color" [] {
    [ "auto" "always" "never" ]
  }

  # Record a new request to somebody who was asked before, if it makes sense
  export extern "invtrack resend" [
    --sent: string            # When you sent the new request [default: now]
    --dry-run                 # Only show the checks; record nothing
    --force                   # Record it although a check fails
    --note: string            # The note that went with the request
    --note-file: path         # Read the note from a file ("-": standard input)
    --generic                 # The note was LinkedIn's default wording, or an impersonal one
    --template: string        # Which of your templates the note was made from
    --tag: string             # Your own label; may be given several times
    --met-at: string          # You met there, and both of you will remember it
    --met-briefly: string     # You met there, but only briefly
    --mutual: string          # Number of connections that you share
    --senior                  # They are senior or influential
    --stranger                # They don't know you at all
    --confirmed               # You saw that the request was really sent
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack resend color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request number, profile URL, slug, or any unique part of the name
  ]

  def "nu-complete invtrack rapport how" [] {
    [ "commented" "reacted" "shared" "met" "talked" "introduced" ]
  }

  def "nu-complete invtrack rapport color" [] {
    [ "auto" "always" "never" ]
  }

  # Record contact that brought you closer (needed before asking again)
  export extern "invtrack rapport" [
    --how: string@"nu-complete invtrack rapport how" # What happened
    --at: string              # When [default: now]
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack rapport color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack dismiss about" [] {
    [ "answer" "welcome" "confirm" "look" "follow-up" "withdraw" "new-try" "rapport" "wait" "elsewhere" ]
  }

  def "nu-complete invtrack dismiss color" [] {
    [ "auto" "always" "never" ]
  }

  # Stop showing a piece of advice
  export extern "invtrack dismiss" [
    --about: string@"nu-complete invtrack dismiss about" # What to stop showing; several with commas [default: what is advised now]
    --until: string           # Only until then: "2 weeks", tomorrow, 2026-12-24
    --recall                  # Suggest it again [default: everything]
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack dismiss color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name
  ]

  def "nu-complete invtrack account what" [] {
    [ "warning" "limit" "restricted" ]
  }

  def "nu-complete invtrack account color" [] {
    [ "auto" "always" "never" ]
  }

  # Record what LinkedIn told you about your account: a warning, the weekly limit, a restriction
  export extern "invtrack account" [
    --at: string              # When [default: now]
    --remove                  # It was a mistake: take back what is on record of that day [default: the latest of that kind]
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack account color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    what?: string@"nu-complete invtrack account what" # What LinkedIn told you; left out: list what is on record
  ]

  def "nu-complete invtrack undo color" [] {
    [ "auto" "always" "never" ]
  }

  # Undo what the last command did, an import included
  export extern "invtrack undo" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack undo color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    steps?: string            # How many steps
  ]

  def "nu-complete invtrack redo color" [] {
    [ "auto" "always" "never" ]
  }

  # Do again what was undone, as long as nothing new was written
  export extern "invtrack redo" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack redo color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    steps?: string            # How many steps
  ]

  def "nu-complete invtrack log color" [] {
    [ "auto" "always" "never" ]
  }

  # List what was done, the last step first
  export extern "invtrack log" [
    --steps(-n): string       # How many steps
    --all                     # All that are kept
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack log color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack backup color" [] {
    [ "auto" "always" "never" ]
  }

  # Copy the whole file, or list the copies
  export extern "invtrack backup" [
    --force                   # Overwrite the file, unless it is one of invtrack's own
    --list                    # List the copies in that folder, newest first
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack backup color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    file?: path               # Where to copy to [default: a new file in the folder `backups` beside the database]
  ]

  def "nu-complete invtrack restore color" [] {
    [ "auto" "always" "never" ]
  }

  # Restore the record from a backup
  export extern "invtrack restore" [
    --yes(-y)                 # Don't ask, though it is a copy of another record
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack restore color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    file: path                # The copy, as `invtrack backup --list` names it
  ]

  def "nu-complete invtrack doctor color" [] {
    [ "auto" "always" "never" ]
  }

  # Check the file, its permissions, the record and the settings
  export extern "invtrack doctor" [
    --fix                     # Mend what is safe to mend
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack doctor color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack merge color" [] {
    [ "auto" "always" "never" ]
  }

  # Merge two entries of the same person
  export extern "invtrack merge" [
    --yes(-y)                 # Don't ask, though name and profile differ
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack merge color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    who: string               # The entry whose name and profile are right
    other: string             # The other entry of the same person
  ]

  def "nu-complete invtrack forget color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove somebody for good
  export extern "invtrack forget" [
    --yes(-y)                 # Don't ask
    --list                    # List when people were forgotten; who they were is not kept
    --allow                   # Let imports bring somebody back whom you forgot: their profile URL or full name
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack forget color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...who: string            # Request number, profile URL, slug, or any unique part of the name; of somebody whom you never asked the whole name
  ]

  def "nu-complete invtrack demo color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what invtrack does, with an invented user's data; touches nothing of yours
  export extern "invtrack demo" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack demo color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack config color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the settings in force and where they come from, or change them
  export extern "invtrack config" [
    --path                    # Print only the path of the settings file
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack config color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    ...setting: string        # Only these: model.base, or a whole table such as limits
  ]

  def "nu-complete invtrack config set color" [] {
    [ "auto" "always" "never" ]
  }

  # Change one setting in the file, which is created if there is none
  export extern "invtrack config set" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack config set color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    key: string               # Which: `limits.requests_a_week`, `templates.talk` …
    value: string             # Its new value
  ]

  def "nu-complete invtrack config edit color" [] {
    [ "auto" "always" "never" ]
  }

  # Open the settings file in your editor ($VISUAL or $EDITOR); what can't be used is not saved
  export extern "invtrack config edit" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack config edit color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete invtrack completions shell" [] {
    [ "bash" "zsh" "fish" "elvish" "powershell" "nushell" ]
  }

  def "nu-complete invtrack completions color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the completion script for a shell, or install it
  export extern "invtrack completions" [
    --install                 # Put the script where the shell looks for it
    --remove                  # Take it away from there
    --yes                     # Don't ask
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack completions color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete invtrack completions shell" # The shell
  ]

  def "nu-complete invtrack help topic" [] {
    [ "add" "observe" "withdraw" "close" "edit" "tag" "note" "predict" "status" "show" "stats" "report" "rules" "import" "export" "check" "due" "review" "open" "followup" "resend" "rapport" "dismiss" "account" "undo" "redo" "log" "backup" "restore" "doctor" "merge" "forget" "demo" "config" "completions" "man" "help" "dates" "signs" "importing" "privacy" "exit-codes" "environment" ]
  }

  def "nu-complete invtrack help color" [] {
    [ "auto" "always" "never" ]
  }

  # Explain a command or a topic: dates, signs, importing, privacy, exit-codes, environment
  export extern "invtrack help" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack help color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    topic?: string@"nu-complete invtrack help topic" # A command, or a topic: dates, signs, importing, privacy, exit-codes, environment
  ]

  def "nu-complete invtrack man command" [] {
    [ "add" "observe" "withdraw" "close" "edit" "tag" "note" "predict" "status" "show" "stats" "report" "rules" "import" "export" "check" "due" "review" "open" "followup" "resend" "rapport" "dismiss" "account" "undo" "redo" "log" "backup" "restore" "doctor" "merge" "forget" "demo" "config" "completions" "man" "help" ]
  }

  def "nu-complete invtrack man color" [] {
    [ "auto" "always" "never" ]
  }

  # Print a manual page
  export extern "invtrack man" [
    --db: path                # The database file [default: invtrack/invtrack.db in the data directory of your system]
    --config: path            # The settings file [default: invtrack/config.toml in the configuration directory of your system]
    --json                    # Answer in JSON
    --color: string@"nu-complete invtrack man color" # When to use colour
    --no-input                # Never ask anything: fail and name the missing option
    --quiet(-q)               # Print only results and warnings
    --verbose(-v)             # Say more: the rules behind what `show`, `note` and `rules` say, in full
    --help(-h)                # Print help (see more with '--help')
    command?: string@"nu-complete invtrack man command" # The command to describe [default: invtrack itself]
  ]

}

export use completions *
