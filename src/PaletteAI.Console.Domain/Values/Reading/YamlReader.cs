using System.Collections.Immutable;
using YamlDotNet.Core;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// Reads a YAML document that may be hostile: one pass over the parser's events, every limit checked inside it, no recursion, never an
/// exception. The tree keeps what was written where; meaning (scalars, merges, duplicates) is worked out on it.
/// </summary>
public static class YamlReader
{
    /// <summary>Reads bytes: UTF-8, or UTF-16 with a byte order mark.</summary>
    public static YamlDocument Read(ReadOnlySpan<byte> bytes, YamlLimits? limits = null)
    {
        limits ??= YamlLimits.Default;
        var (text, layout, problem) = YamlText.Decode(bytes, limits);
        return problem is not null ? Refused(problem) : Parse(text!, layout, limits);
    }

    /// <summary>Reads text, as pasted into a form.</summary>
    public static YamlDocument Read(string text, YamlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= YamlLimits.Default;
        var (checkedText, layout, problem) = YamlText.Check(text, limits);
        return problem is not null ? Refused(problem) : Parse(checkedText!, layout, limits);
    }

    /// <summary>Reads the text that an edit of a document gave; it keeps the encoding of that document.</summary>
    internal static YamlDocument Reread(YamlDocument before, string text)
    {
        var (checkedText, layout, problem) = YamlText.Check(text, YamlLimits.Default);
        return problem is not null ? Refused(problem) : Parse(checkedText!, layout with { Encoding = before.Layout.Encoding }, YamlLimits.Default);
    }

    private static YamlDocument Refused(Finding problem) => new("", null, [problem], YamlLayout.Plain);

    private static YamlDocument Parse(string text, YamlLayout layout, YamlLimits limits)
    {
        if (YamlText.FindForbidden(text) is { } forbidden)
        {
            return new YamlDocument(text, null, [forbidden], layout);
        }

        var notes = new YamlNotes(new YamlDocument(text, null, [], layout), limits);
        var root = new YamlTreeBuilder(text, layout.HasByteOrderMark ? 1 : 0, limits, notes).Build();
        YamlIndentation.Note(text, root, notes);
        return new YamlDocument(text, root, notes.ToImmutable(), layout);
    }
}

/// <summary>Collects findings with their places, at most <see cref="YamlLimits.Findings"/>.</summary>
internal sealed class YamlNotes(YamlDocument places, YamlLimits limits)
{
    private readonly List<Finding> _findings = [];
    private int _dropped;

    public void Add(Severity severity, int offset, string path, string code, string message, string fix)
    {
        if (_findings.Count >= limits.Findings)
        {
            _dropped++;
            return;
        }

        var (line, column) = places.Locate(offset);
        _findings.Add(new Finding(path, code, severity, path.Length == 0 ? $"Line {line}: {message}" : char.ToUpperInvariant(message[0]) + message[1..], fix) { Line = line, Column = column });
    }

    /// <summary>Whether a further finding would only be counted; then its path need not be worked out.</summary>
    public bool IsFull => _findings.Count >= limits.Findings;

    public void Error(int offset, string path, string code, string message, string fix) => Add(Severity.Error, offset, path, code, message, fix);

    public ImmutableArray<Finding> ToImmutable()
    {
        var sorted = _findings.OrderBy(f => f.Line).ThenBy(f => f.Column).ToImmutableArray();
        return _dropped == 0 ? sorted : sorted.Add(Finding.Info("", "more-findings", $"{_dropped} more findings of this kind are not listed."));
    }
}

/// <summary>Blanks that look like indentation and are not.</summary>
internal static class YamlIndentation
{
    public static void Note(string text, YamlNode? root, YamlNotes notes)
    {
        var start = 0;
        while (start < text.Length)
        {
            var at = start;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at < text.Length && text[at] == '\t' && root is null)
            {
                notes.Error(at, "", "tab-indentation", "indented with a tab. YAML allows only spaces.", "Replace the tab by spaces.");
                return;
            }

            if (at < text.Length && IsOtherBlank(text[at]) && (at > 0 || text[at] != '\uFEFF') && !IsInsideText(root, at))
            {
                notes.Add(
                    Severity.Error, at, "", "no-break-space-indentation",
                    $"U+{(int)text[at]:X4} looks like a space but is read as part of the key or text.", "Replace it by ordinary spaces.");
                return;
            }

            var next = text.AsSpan(at).IndexOfAny('\n', '\r');
            start = next < 0 ? text.Length : at + next + 1;
        }
    }

    // In a block or in quotes such a blank is content like any other.
    private static bool IsInsideText(YamlNode? node, int at)
    {
        while (node is YamlMapping or YamlSequence)
        {
            var children = node is YamlMapping mapping ? mapping.Entries.SelectMany(e => new[] { e.Key, e.Value }) : ((YamlSequence)node).Items;
            node = children.FirstOrDefault(c => c.FullStart <= at && at < c.Span.End);
        }

        return node is YamlScalar { Style: not YamlStyle.Plain };
    }

    private static bool IsOtherBlank(char c) => c is '\u00A0' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF' or (>= '\u2000' and <= '\u200B');
}
