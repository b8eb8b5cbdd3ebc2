namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>The parser's messages in words an operator can act on. They never quote the text, which may hold secrets.</summary>
internal static class YamlSyntaxHints
{
    private static readonly (string Part, string Why, string Fix)[] _hints =
    [
        ("tab", "a tab stands where only spaces may.", "Replace the tab by spaces."),
        ("mapping values are not allowed", "a colon with a space behind it stands in an unquoted text, or a key is indented wrongly.", "Put the text in quotes, or correct the indentation."),
        ("invalid mapping", "a colon with a space behind it stands in an unquoted text.", "Put the text in quotes."),
        ("cannot start any token", "a character stands here that cannot start a value (such as @, ` or %).", "Put the text in quotes."),
        ("hexadecimal", "a backslash escape in double quotes is not complete.", "Double the backslash, or use single quotes."),
        ("unknown escape", "a backslash escape in double quotes is not known.", "Double the backslash, or use single quotes."),
        ("block sequence entries", "a list starts on the line of its key.", "Put the first - on a line of its own."),
        ("',' or ']'", "a list in brackets is not closed.", "Add the missing comma or ]."),
        ("',' or '}'", "a mapping in braces is not closed.", "Add the missing comma or }."),
        ("end of stream", "a quoted text is not closed.", "Add the missing quote."),
        ("Invalid key indicator", "a dash stands alone inside brackets.", "Put the dash in quotes."),
        ("indicator", "a list in brackets or a text is not closed.", "Add what is missing."),
        ("expected key", "the line is neither a key nor part of the value before it.", "Check indentation, quotes and the colon behind the key."),
        ("expected '-'", "the line is no item of the list before it.", "Check the indentation."),
        ("anchor", "an anchor or alias is malformed.", "Correct the name behind & or *."),
        ("tag", "a tag is malformed.", "Remove the tag (the word with !)."),
        ("document start", "a line has no colon behind its key, or the indentation is wrong.", "Write key: value, with a space behind the colon."),
        ("document end", "the text goes on behind the end of the document.", "Check indentation and quotes."),
        ("expected ':'", "a key has no colon behind it.", "Write key: value, with a space behind the colon."),
        ("node content", "a value is missing.", "Write the value, or close the bracket."),
        ("indentation", "the line is indented wrongly.", "Correct the indentation."),
    ];

    public static (string Why, string Fix) Explain(string message)
    {
        foreach (var (part, why, fix) in _hints)
        {
            if (message.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return (why, fix);
            }
        }

        return ("the text is not valid YAML.", "Correct the line.");
    }
}
