namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>The file as a whole.</summary>
internal static class DocumentRules
{
    // Helm keeps all values in one Secret of at most 1 MiB, compressed, together with the chart.
    private const int LargeBytes = 256 * 1024;

    public static void Check(LintScope scope)
    {
        var (text, layout) = (scope.Document.Text, scope.Document.Layout);
        if (layout.Encoding != "utf-8")
        {
            scope.AddAt(Severity.Warning, 0, "utf-16", "The file is UTF-16. Helm 3 reads it, Helm 4 does not.", "Save it as UTF-8.");
        }

        if (FilledSeparator(text) is >= 0 and var line)
        {
            scope.AddAt(Severity.Warning, line, "filled-separator", "The line begins with --- and has more on it. Helm 3 reads that, Helm 4 refuses the file.", "Put what follows on a line of its own; a key that begins with --- in quotes.");
        }

        if (text.AsSpan().TrimStart('\uFEFF').StartsWith("%", StringComparison.Ordinal))
        {
            scope.AddAt(Severity.Warning, 0, "yaml-directive", "The file begins with a directive (%). Helm 3 reads that, Helm 4 refuses the file.", "Remove the line.");
        }

        if (LoneReturn(text) is >= 0 and var at)
        {
            scope.AddAt(Severity.Warning, at, "lone-carriage-return", "Lines end in a lone carriage return; most tools take the whole file for one line.", "Save it with line feeds.");
        }

        if (System.Text.Encoding.UTF8.GetByteCount(text) > LargeBytes)
        {
            scope.AddAt(Severity.Warning, 0, "large-file", "The file is larger than 256 KiB. Helm keeps values and chart in one Secret of at most 1 MiB.", "Take out what the chart does not read.");
        }
    }

    // Kubernetes' reader of documents allows only blanks and a comment behind the sign.
    private static int FilledSeparator(string text)
    {
        for (var at = text.IndexOf("---", StringComparison.Ordinal); at >= 0; at = text.IndexOf("---", at + 3, StringComparison.Ordinal))
        {
            if ((at == 0 || text[at - 1] is '\n' or '\uFEFF') && text.AsSpan(at + 3).TrimStart(" \t\r") is not ([] or ['\n' or '#', ..]))
            {
                return at;
            }
        }

        return -1;
    }

    private static int LoneReturn(string text)
    {
        for (var at = text.IndexOf('\r', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\r', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] != '\n')
            {
                return at;
            }
        }

        return -1;
    }
}
