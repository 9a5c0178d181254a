# Completion of invtrack for elvish. It asks invtrack itself, which reads and never writes.
use str

set edit:completion:arg-completer[invtrack] = {|@words|
  var lines = [(try { (external invtrack) __complete (all $words[1..]) 2>/dev/null } catch e { nop })]
  if (and (> (count $lines) 0) (eq $lines[0] /)) {
    edit:complete-filename $@words
  } else {
    for line $lines {
      var value help = (str:split &max=2 "\t" $line"\t")
      edit:complex-candidate $value &display=(str:trim-space $value'  '$help)
    }
  }
}
