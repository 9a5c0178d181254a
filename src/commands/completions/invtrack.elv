# Completion of invtrack for elvish. It asks invtrack itself, which reads and never writes.
use str

# What invtrack offers fits what is typed, by name where not by its first letters.
var fits = $false
var matcher = (if (has-key $edit:completion:matcher argument) { put $edit:completion:matcher[argument] } else { put $edit:match-prefix~ })
set edit:completion:matcher[argument] = {|@seed| if $fits { set fits = $false; each {|_| put $true } } else { $matcher $@seed } }

set edit:completion:arg-completer[invtrack] = {|@words|
  var lines = [(try { (external invtrack) __complete (all $words[1..]) 2>/dev/null } catch e { nop })]
  if (and (> (count $lines) 0) (eq $lines[0] /)) {
    edit:complete-filename $@words
  } else {
    set fits = $true
    for line $lines {
      var value help = (str:split &max=2 "\t" $line"\t")
      edit:complex-candidate $value &display=(str:trim-space $value'  '$help)
    }
  }
}
