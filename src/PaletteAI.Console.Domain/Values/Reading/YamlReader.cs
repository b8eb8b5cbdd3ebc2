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

    private static (YamlNode? Root, YamlNotes Notes) Build(string text, YamlLayout layout, YamlLimits limits, YamlRepairs repairs)
    {
        while (true)
        {
            var notes = new YamlNotes(new YamlDocument(text, null, [], layout), limits);
            var builder = new YamlTreeBuilder(text, layout.HasByteOrderMark ? 1 : 0, limits, notes, repairs);
            var root = builder.Build();
            if (root is not null || builder.Failure is not var (message, offset) || repairs.For(text, message, offset) is not { } more)
            {
                return (root, notes);
            }

            repairs = more;
        }
    }

    private static YamlDocument Parse(string text, YamlLayout layout, YamlLimits limits)
    {
        if (YamlText.FindForbidden(text) is { } forbidden)
        {
            return new YamlDocument(text, null, [forbidden], layout);
        }

        var (root, notes) = Build(text, layout, limits, YamlRepairs.None);
        var origin = layout.HasByteOrderMark ? 1 : 0;
        var isSound = YamlIndentation.Check(text, origin, root, notes) & YamlHiddenBreaks.Check(text, root, notes) & YamlDirectives.Check(text, origin, root, notes);
        return new YamlDocument(text, isSound ? root : null, notes.ToImmutable(), layout);
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
