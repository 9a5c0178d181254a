# Completion of invtrack for PowerShell. It asks invtrack itself, which reads and never writes.
Register-ArgumentCompleter -Native -CommandName invtrack -ScriptBlock {
    param($word, $ast, $cursor)
    $words = @($ast.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { "$_" } })
    $program = Get-Command invtrack -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $program) { return }
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    try { $lines = @(& $program __complete @words "$word" 2>$null) } finally { [Console]::OutputEncoding = $encoding }
    if ($lines.Count -gt 0 -and $lines[0] -eq '/') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
        return
    }
    # An empty result: of none, PowerShell would make file names.
    if ($lines.Count -eq 0) { return '' }
    foreach ($line in $lines) {
        $value, $help = $line -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}
